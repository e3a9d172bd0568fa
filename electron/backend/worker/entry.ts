import { parentPort, workerData } from 'node:worker_threads';
import { createActivityRelay } from '../aws/activity-relay.ts';
import { createClients } from '../aws/clients.ts';
import { createProfileBook } from '../aws/profiles.ts';
import type { Host, Log } from '../host.ts';
import type { Services } from '../services.ts';
import { openStore } from '../store/store.ts';
import { systemClock } from '../system-clock.ts';
import { openLink } from './link.ts';
import { createTasks } from './tasks.ts';
import type { HostFunctions, WorkerBirth } from './workshop.ts';

if (!parentPort) throw new TypeError('This file is the backend’s worker; it is started by the workshop.');
const port = parentPort;
const birth = workerData as WorkerBirth;

const log =
  (level: keyof Log) =>
  (fields: object, message: string): void =>
    // Cloned on the way: an error keeps its name, message and stack.
    void link.call('log', { level, fields, message }).catch(() => undefined);
const host: Host = {
  ...birth,
  clock: systemClock,
  sandbox: birth.hasSandbox ? { endpoint: '' } : null,
  log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
};
const store = openStore(birth.dataDir);
const book = createProfileBook(host, store);
const profiles: typeof book = {
  ...book,
  async endpoint(name, service) {
    if (name !== 'sandbox') return book.endpoint(name, service);
    return (await link.call('sandboxEndpoint', null)) ?? book.endpoint(name, service);
  },
};
const credentialsOf: Services['credentialsOf'] = (profile) => link.call('credentials', profile);
const activity = createActivityRelay(systemClock, (counted) => {
  void link.call('counted', counted).catch(() => undefined);
});
const clients = createClients(host, profiles, credentialsOf, activity);
const { tasks, close } = createTasks(
  { host, store, profiles, credentialsOf, clients },
  { keepSeen: (seen) => link.call('keepSeen', seen), tidy: () => link.call('tidy', null) },
);
const link = openLink<HostFunctions>(port, tasks, host.log);

// The SDK's providers start promises that nobody waits for; one that fails must not end jobs at work.
process.on('unhandledRejection', (reason) =>
  host.log.error({ err: reason }, 'a rejection that nobody heard'),
);
port.on('message', (message: { kind: string }) => {
  if (message.kind !== 'close') return;
  void close()
    .catch((error: unknown) => host.log.error({ err: error }, 'jobs could not be let go'))
    .finally(() => {
      activity.close();
      clients.close();
      store.close();
      port.close();
    });
});
