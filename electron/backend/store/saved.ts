import type { DatabaseSync } from 'node:sqlite';
import { savedMessage, type SavedMessage } from '../../contract/messages-send.ts';

/** Messages that the user keeps for later. Their content is the user's own: nothing of it goes to a log or the audit. */
export interface SavedStore {
  /** Those tied to the profile and those tied to none, by name; `search` looks into name, body and attributes. */
  list(profile: string, search: string): SavedMessage[];
  /** Null when there is none of this id. */
  get(id: string): SavedMessage | null;
  /** Adds it, or takes the place of the one with its id. */
  put(saved: SavedMessage): void;
  remove(id: string): void;
  /** Removes all that is tied to the profile; part of "forget everything of this profile". Answers with how many. */
  forgetProfile(profile: string): number;
}

/** Saved messages on the given data file. */
export function createSavedStore(db: DatabaseSync): SavedStore {
  const columns = 'id, name, profile, content, saved_at';
  const all = db.prepare(
    `SELECT ${columns} FROM saved_item WHERE kind = 'message' AND (profile IS NULL OR profile = ?)
     ORDER BY name COLLATE NOCASE, saved_at`,
  );
  const one = db.prepare(`SELECT ${columns} FROM saved_item WHERE id = ? AND kind = 'message'`);
  const put = db.prepare(
    `INSERT INTO saved_item (id, kind, name, profile, content, saved_at) VALUES (?, 'message', ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, profile = excluded.profile, content = excluded.content,
       saved_at = excluded.saved_at`,
  );
  const remove = db.prepare("DELETE FROM saved_item WHERE id = ? AND kind = 'message'");
  const forget = db.prepare('DELETE FROM saved_item WHERE profile = ?');

  return {
    list(profile, search) {
      const wanted = search.toLowerCase();
      return all
        .all(profile)
        .flatMap((row) => toSaved(row) ?? [])
        .filter(
          ({ name, message }) =>
            wanted === '' ||
            `${name}\n${message.body}\n${JSON.stringify(message.attributes)}`.toLowerCase().includes(wanted),
        );
    },
    get: (id) => toSaved(one.get(id)),
    put({ id, name, profile, message, savedAt }) {
      put.run(id, name, profile, JSON.stringify(message), savedAt);
    },
    remove: (id) => void remove.run(id),
    forgetProfile: (profile) => Number(forget.run(profile).changes),
  };
}

// A row that no longer fits is left out: one odd row must not hide the others.
function toSaved(row: Record<string, unknown> | undefined): SavedMessage | null {
  if (!row) return null;
  const { content, saved_at: savedAt, ...named } = row;
  const parsed = savedMessage.safeParse({ ...named, savedAt, message: JSON.parse(String(content)) });
  return parsed.success ? parsed.data : null;
}
