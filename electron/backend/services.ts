import type { Activity } from './aws/activity.ts';
import type { Clients } from './aws/clients.ts';
import type { CredentialsOf, SignIns } from './aws/credentials.ts';
import type { ProfileBook } from './aws/profiles.ts';
import type { KeptSeen } from './features/captures/keep-seen.ts';
import type { Host } from './host.ts';
import type { Vault } from './secrets/vault.ts';
import type { Store } from './store/store.ts';
import type { Workshop } from './worker/workshop.ts';

/** What the handlers of all features share. */
export interface Services {
  host: Host;
  store: Store;
  profiles: ProfileBook;
  credentialsOf: CredentialsOf;
  clients: Clients;
}

/** What only the host's own thread has besides. */
export interface HostServices extends Services {
  workshop: Workshop;
  /** What was seen of queues, kept where it may be. */
  seen: KeptSeen;
  signIn: SignIns['signIn'];
  vault: Vault;
  activity: Activity;
}
