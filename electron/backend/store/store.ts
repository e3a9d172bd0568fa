import { createAuditStore, type AuditStore } from './audit.ts';
import { openDatabase } from './database.ts';
import { createProfileMetaStore, type ProfileMetaStore } from './profile-meta.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';

/** What Spillway keeps on disk. */
export interface Store {
  settings: SettingsStore;
  profileMeta: ProfileMetaStore;
  audit: AuditStore;
  close(): void;
}

/** Opens the store of a data folder. @throws STORAGE */
export function openStore(dataDir: string): Store {
  const db = openDatabase(dataDir);
  return {
    settings: createSettingsStore(db),
    profileMeta: createProfileMetaStore(db),
    audit: createAuditStore(db),
    close: () => db.close(),
  };
}
