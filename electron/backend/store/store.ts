import { createAuditStore, type AuditStore } from './audit.ts';
import { createCapabilityStore, type CapabilityStore } from './capabilities.ts';
import { createCaptureHandles, type CaptureHandles } from './capture-handles.ts';
import { createCaptureFacts, type CaptureFacts } from './captures-facts.ts';
import { createCaptureStore, type CaptureStore } from './captures.ts';
import { openDatabase, transaction } from './database.ts';
import { createIdentityStore, type IdentityStore } from './identities.ts';
import { createJobItemStore, type JobItemStore } from './job-items.ts';
import { createJobStore, type JobStore } from './jobs.ts';
import { createOwnProfileStore, type OwnProfileStore } from './own-profiles.ts';
import { createParkedStore, type ParkedStore } from './parked.ts';
import { createProfileMetaStore, type ProfileMetaStore } from './profile-meta.ts';
import { createSavedStore, type SavedStore } from './saved.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';

/** What Spillway keeps on disk. */
export interface Store {
  settings: SettingsStore;
  profileMeta: ProfileMetaStore;
  ownProfiles: OwnProfileStore;
  capabilities: CapabilityStore;
  identities: IdentityStore;
  audit: AuditStore;
  saved: SavedStore;
  captures: CaptureStore;
  captureFacts: CaptureFacts;
  captureHandles: CaptureHandles;
  parked: ParkedStore;
  jobs: JobStore;
  jobItems: JobItemStore;
  /** Runs `act` in one transaction over all stores. */
  together<Result>(act: () => Result): Result;
  close(): void;
}

/** Opens the store of a data folder. @throws STORAGE */
export function openStore(dataDir: string): Store {
  const db = openDatabase(dataDir);
  const jobItems = createJobItemStore(db);
  return {
    settings: createSettingsStore(db),
    profileMeta: createProfileMetaStore(db),
    ownProfiles: createOwnProfileStore(db),
    capabilities: createCapabilityStore(db),
    identities: createIdentityStore(db),
    audit: createAuditStore(db),
    saved: createSavedStore(db),
    captures: createCaptureStore(db),
    captureFacts: createCaptureFacts(db),
    captureHandles: createCaptureHandles(db),
    parked: createParkedStore(db),
    jobs: createJobStore(db, jobItems),
    jobItems,
    together: (act) => transaction(db, act),
    close: () => db.close(),
  };
}
