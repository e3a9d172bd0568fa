import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createCameBack } from '../../../electron/backend/store/came-back.ts';
import { migrations } from '../../../electron/backend/store/migrations.ts';

it('a message that came back is known through all the copies that it was', () => {
  const db = new DatabaseSync(':memory:');
  for (const migration of migrations) db.exec(migration);
  const item = (job: string, message: string, newId: string, returned: number | null): void =>
    void db
      .prepare(
        `INSERT INTO job_item (job, message, state, attempts, revision, doubt, new_id, returned_at, receives, size, at)
         VALUES (?, ?, 'done', 0, 0, 0, ?, ?, 1, 1, 1)`,
      )
      .run(job, message, newId, returned);
  item('j1', 'first', 'second', 10);
  item('j2', 'second', 'third', 20);
  item('j1', 'other', 'away', null);
  const back = createCameBack(db);
  expect(back.of(['third', 'third', 'second', 'away', 'first', 'unknown'])).toEqual([
    { messageId: 'second', times: 1, at: 10, firstId: 'first' },
    { messageId: 'third', times: 2, at: 20, firstId: 'first' },
  ]);
  db.close();
});
