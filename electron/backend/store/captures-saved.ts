import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { captureFilter, type CaptureFilter, type SavedFilter } from '../../contract/captures.ts';

/** Filters under names. */
export interface SavedFilters {
  list(): SavedFilter[];
  /** Keeps a filter, in place of one of the same name. */
  save(name: string, filter: CaptureFilter): SavedFilter;
  /** False when there was none of this id. */
  remove(id: string): boolean;
}

/** Saved filters on the given data file. */
export function createSavedFilters(db: DatabaseSync): SavedFilters {
  const all = db.prepare('SELECT id, name, value FROM capture_filter ORDER BY name');
  const put = db.prepare(
    'INSERT INTO capture_filter (id, name, value) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value RETURNING id',
  );
  const remove = db.prepare('DELETE FROM capture_filter WHERE id = ?');
  return {
    list: () =>
      all.all().flatMap((row) => {
        const filter = captureFilter.safeParse(JSON.parse(String(row.value)));
        return filter.success ? [{ id: String(row.id), name: String(row.name), filter: filter.data }] : [];
      }),
    save: (name, filter) => ({
      id: String(put.get(randomUUID(), name, JSON.stringify(filter))?.id),
      name,
      filter,
    }),
    remove: (id) => remove.run(id).changes === 1,
  };
}
