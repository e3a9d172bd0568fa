// Run as a program: one step of a profile's life, with the real keychain of the session that it runs in.
import { createBackend } from '../../electron/backend/backend.ts';
import { systemClock } from '../../electron/backend/system-clock.ts';

const [step, dataDir] = process.argv.slice(2);
if (!step || !dataDir) throw new Error('Which step, and in which data folder?');
const quiet = (): void => undefined;
const backend = await createBackend({
  kind: 'test',
  version: '0',
  dataDir,
  clock: systemClock,
  env: { HOME: dataDir },
  sandbox: null,
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
});
const { profiles } = backend.client;
const profile = 'kept';
const own = { endpoint: null, services: {}, roleArn: null, externalId: null, mfaSerial: null };
const keys = { accessKeyId: 'AKIAKEPT', secretAccessKey: 's3cret-in-the-keychain' };

if (step === 'make') await profiles.create({ profile, own, keys, regions: ['us-east-1'] });
if (step === 'remove') await profiles.remove({ profile });
const { profiles: all } = await profiles.list({});
const there = all.some(({ name }) => name === profile);
const result = {
  ...(await profiles.keychain({})),
  there,
  hasKeys: there ? (await profiles.own({ profile })).hasKeys : null,
};
await backend.close();
process.stdout.write(JSON.stringify(result));
// The keychain's own connection would keep the process.
process.exit(0);
