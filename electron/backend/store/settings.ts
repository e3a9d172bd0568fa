import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { userSettings, type UserSettings } from '../../contract/settings.ts';
import { transaction } from './database.ts';

/** The user's settings, one row a field. */
export interface SettingsStore {
  get(): UserSettings;
  /** Changes the fields that are present; answers with all. */
  set(changes: Partial<UserSettings>): UserSettings;
}

const fields = userSettings.keyof().options;

/** Settings on the given data file. A stored value that no longer fits gives way to the default. */
export function createSettingsStore(db: DatabaseSync): SettingsStore {
  const all = db.prepare('SELECT name, value FROM settings');
  const put = db.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );

  const get = (): UserSettings => {
    const stored: Record<string, unknown> = {};
    for (const row of all.all()) {
      const field = z.enum(fields).safeParse(row.name);
      if (!field.success) continue;
      const value = userSettings.shape[field.data].safeParse(JSON.parse(String(row.value)));
      if (value.success) stored[field.data] = value.data;
    }
    return userSettings.parse(stored);
  };

  return {
    get,
    set: (changes) =>
      transaction(db, () => {
        for (const field of fields) {
          if (changes[field] !== undefined) put.run(field, JSON.stringify(changes[field]));
        }
        return get();
      }),
  };
}
