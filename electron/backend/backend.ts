import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Contract } from '../contract/index.ts';
import { createActivity } from './aws/activity.ts';
import { createClients } from './aws/clients.ts';
import { createCredentials } from './aws/credentials.ts';
import { createProfileBook } from './aws/profiles.ts';
import { createAuditHandlers } from './features/audit.ts';
import { createCapturesHandlers } from './features/captures/handlers.ts';
import { createKeptSeen } from './features/captures/keep-seen.ts';
import { createJobsHandlers } from './features/jobs/handlers.ts';
import { createMessagesHandlers } from './features/messages/handlers.ts';
import { keyOf } from './features/messages/look-state.ts';
import { createProfilesHandlers } from './features/profiles/handlers.ts';
import { createQueuesHandlers } from './features/queues/handlers.ts';
import { createRedrivesHandlers } from './features/redrives/handlers.ts';
import { createSettingsHandlers } from './features/settings.ts';
import { createSubscriptionsHandlers } from './features/subscriptions/handlers.ts';
import { createTopicsHandlers } from './features/topics/handlers.ts';
import type { Host } from './host.ts';
import { createProcedures, type BackendRouter } from './procedures.ts';
import { createVault } from './secrets/vault.ts';
import type { HostServices } from './services.ts';
import { openStore } from './store/store.ts';
import { openWorkshop } from './worker/workshop.ts';

/** The product without a host: a router for the transports and a client for the own process. */
export interface Backend {
  /** Goes into `new RPCHandler(router)` of `@orpc/server/message-port` and `@orpc/server/ws`. */
  router: BackendRouter;
  /** Calls the procedures within this process, through the same wrapper as every transport. */
  client: ContractRouterClient<Contract>;
  /** Releases held messages, then closes connections and the data file. */
  close(): Promise<void>;
}

/**
 * Puts the product together.
 * @throws STORAGE when the data folder cannot be used, saying what to do
 */
export async function createBackend(host: Host): Promise<Backend> {
  // The SDK would apply AWS_PROFILE's endpoint_url to the clients of every profile: endpoints are resolved here alone.
  process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS = 'true';
  const store = openStore(host.dataDir);
  const profiles = createProfileBook(host, store);
  const vault = createVault(host);
  const activity = createActivity(host.clock);
  const { credentialsOf, signIn } = createCredentials(host, profiles, vault);
  const clients = createClients(host, profiles, credentialsOf, activity);
  const workshop = openWorkshop(
    host,
    credentialsOf,
    {
      keepSeen({ place, messages }) {
        for (const message of messages) seen.add(keyOf(place), message);
        return seen.settled();
      },
      tidy: () => seen.tidy(),
    },
    activity,
  );
  const seen = createKeptSeen({ host, store, workshop });
  const services: HostServices = {
    host,
    store,
    profiles,
    credentialsOf,
    clients,
    workshop,
    seen,
    signIn,
    vault,
    activity,
  };
  const messages = createMessagesHandlers(services);
  const jobs = createJobsHandlers(services);
  const router = createProcedures(services, {
    profiles: createProfilesHandlers(services),
    queues: createQueuesHandlers(services),
    messages: messages.handlers,
    captures: createCapturesHandlers(services, jobs.adopter),
    topics: createTopicsHandlers(services),
    subscriptions: createSubscriptionsHandlers(services),
    jobs: jobs.handlers,
    redrives: createRedrivesHandlers(services, jobs.adopter),
    audit: createAuditHandlers(services),
    settings: createSettingsHandlers(services),
  });
  // The SDK's providers start promises that nobody waits for; one that fails must not end a host at work.
  const survive = (reason: unknown): void => host.log.error({ err: reason }, 'a rejection that nobody heard');
  process.on('unhandledRejection', survive);
  // A console that stays takes up what another process left; the command line is asked to.
  if (host.kind === 'electron' || host.kind === 'web') jobs.adopter.start();
  return {
    router,
    client: createRouterClient(router),
    async close() {
      process.off('unhandledRejection', survive);
      jobs.adopter.close();
      await messages.close();
      await seen.close();
      await workshop.close();
      clients.close();
      store.close();
    },
  };
}
