import type { DatabaseSync } from 'node:sqlite';

/** What people noted on failure groups. A note stays when its messages are gone: the cause may come again. */
export interface GroupNotes {
  get(key: string): { text: string; at: number; by: string | null } | null;
  /**
   * Keeps a note, in place of the one before; '' drops it.
   * @param sources whose profiles the note belongs to, besides those of the note before
   * @param by who wrote it; '' where that is not known
   * @returns false when none of the sources is there any more; nothing is kept then
   */
  set(key: string, sources: readonly number[], text: string, at: number, by: string): boolean;
  forgetProfile(profile: string): void;
}

/** Notes on the given data file. */
export function createGroupNotes(db: DatabaseSync): GroupNotes {
  const one = db.prepare('SELECT text, at, author FROM group_note WHERE key = ? LIMIT 1');
  const profiles = db.prepare(
    `SELECT profile FROM capture_source WHERE id IN (SELECT value FROM json_each(:sources))
     UNION SELECT profile FROM group_note WHERE key = :key`,
  );
  const drop = db.prepare('DELETE FROM group_note WHERE key = ?');
  const put = db.prepare(
    'INSERT OR REPLACE INTO group_note (key, profile, text, at, author) VALUES (?, ?, ?, ?, ?)',
  );
  // A note on messages of two profiles may tell of either.
  const forget = db.prepare(
    'DELETE FROM group_note WHERE key IN (SELECT key FROM group_note WHERE profile = ?)',
  );
  return {
    get(key) {
      const row = one.get(key);
      return row ? { text: String(row.text), at: Number(row.at), by: String(row.author) || null } : null;
    },
    set(key, sources, text, at, by) {
      if (text === '') {
        drop.run(key);
        return true;
      }
      const owners = profiles.all({ key, sources: JSON.stringify(sources) });
      for (const { profile } of owners) put.run(key, String(profile), text, at, by);
      return owners.length > 0;
    },
    forgetProfile: (profile) => void forget.run(profile),
  };
}
