import type { DatabaseSync } from 'node:sqlite';
import type { CapturePolicy } from '../../contract/captures.ts';
import { transaction } from './database.ts';

/** What was decided of each profile's messages. */
export interface CapturePolicies {
  get(profile: string): CapturePolicy;
  set(profile: string, changes: Partial<CapturePolicy>): CapturePolicy;
  /** Forgets the decision: the next look asks again. */
  remove(profile: string): void;
  /** Profiles that were decided on. */
  profiles(): string[];
}

/** What holds before anyone was asked, and what the question proposes. */
export const firstPolicy: CapturePolicy = { mode: 'unasked', days: 7, bytes: 2 * 1024 ** 3 };
/** Whoever imports a file means to keep it. */
const importPolicy: CapturePolicy = { ...firstPolicy, mode: 'keep' };

/** Policies on the given data file. */
export function createCapturePolicies(db: DatabaseSync): CapturePolicies {
  const one = db.prepare('SELECT mode, days, bytes FROM capture_policy WHERE profile = ?');
  const all = db.prepare('SELECT profile FROM capture_policy');
  const put = db.prepare(
    `INSERT INTO capture_policy (profile, mode, days, bytes) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET mode = excluded.mode, days = excluded.days, bytes = excluded.bytes`,
  );
  const remove = db.prepare('DELETE FROM capture_policy WHERE profile = ?');
  const get = (profile: string): CapturePolicy => {
    const row = one.get(profile);
    if (!row) return profile === '' ? importPolicy : firstPolicy;
    const mode = profile === '' ? importPolicy.mode : (row.mode as CapturePolicy['mode']);
    return { mode, days: Number(row.days), bytes: Number(row.bytes) };
  };
  return {
    get,
    set: (profile, changes) =>
      transaction(db, () => {
        const present = Object.fromEntries(
          Object.entries(changes).filter(([, value]) => value !== undefined),
        );
        const policy = { ...get(profile), ...present };
        put.run(profile, policy.mode, policy.days, policy.bytes);
        return policy;
      }),
    remove: (profile) => void remove.run(profile),
    profiles: () => all.all().map((row) => String(row.profile)),
  };
}
