import type { Clients } from './aws/clients.ts';
import type { CredentialsOf } from './aws/credentials.ts';
import type { ProfileBook } from './aws/profiles.ts';
import type { Host } from './host.ts';
import type { Store } from './store/store.ts';

/** What the handlers of all features share. */
export interface Services {
  host: Host;
  store: Store;
  profiles: ProfileBook;
  credentialsOf: CredentialsOf;
  clients: Clients;
}
