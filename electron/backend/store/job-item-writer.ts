import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { ItemState } from '../../contract/jobs.ts';
import type { Item } from '../jobs/redrive/model.ts';
import { columns, toValues } from './job-item-rows.ts';

/** Writes items of one job, within the caller's transaction. */
export interface ItemWriter {
  write(items: readonly Item[]): void;
  /** The transaction was rolled back: what stands in the rows is not what was written last. */
  forget(): void;
}

const open: ReadonlySet<ItemState> = new Set(['waiting', 'held', 'sending', 'sent']);

/**
 * Makes the writers of a data file. A row is written whole once; afterwards only the columns that changed are, which spares most of
 * the indexes: a message is written three times on its way.
 */
export function createItemWriters(db: DatabaseSync): (job: string) => ItemWriter {
  const whole = db.prepare(
    `INSERT INTO job_item (job, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})
     ON CONFLICT (job, message) DO UPDATE SET ${columns
       .slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}`,
  );
  // A handful: one for each step that a message takes.
  const partial = new Map<string, StatementSync>();
  const updating = (changed: readonly number[]): StatementSync => {
    const key = changed.join(' ');
    const known = partial.get(key);
    if (known) return known;
    const sets = changed.map((at) => `${columns[at]!} = ?`).join(', ');
    const made = db.prepare(`UPDATE job_item SET ${sets} WHERE job = ? AND message = ?`);
    partial.set(key, made);
    return made;
  };

  return (job) => {
    const written = new Map<string, SQLInputValue[]>();
    const writeOne = (item: Item): void => {
      const values = toValues(item);
      const before = written.get(item.id);
      if (open.has(item.state)) written.set(item.id, values);
      else written.delete(item.id);
      if (before) {
        const changed: number[] = [];
        for (let at = 1; at < values.length; at += 1) if (values[at] !== before[at]) changed.push(at);
        if (changed.length === 0) return;
        const news = changed.map((at) => values[at]!);
        if (updating(changed).run(...news, job, item.id).changes === 1) return;
      }
      whole.run(job, ...values);
    };
    return {
      write: (items) => items.forEach(writeOne),
      forget: () => written.clear(),
    };
  };
}
