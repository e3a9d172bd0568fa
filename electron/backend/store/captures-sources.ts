import type { DatabaseSync } from 'node:sqlite';
import type { CaptureSource } from '../../contract/captures.ts';

/** What is kept, by queue and by profile. */
export interface CaptureSources {
  list(): CaptureSource[];
  profiles(): Array<{ profile: string; count: number; bytes: number }>;
  /** Messages of a profile that were last seen before; the oldest sights first. */
  seenBefore(profile: string, time: number): number[];
  hasSeenBefore(profile: string, time: number): boolean;
  /** The oldest sights of a profile that together hold at least so many bytes. */
  oldest(profile: string, bytes: number): number[];
  ofProfile(profile: string): number[];
}

/** Sources on the given data file. */
export function createCaptureSources(db: DatabaseSync): CaptureSources {
  const list = db.prepare(
    `SELECT s.*, (SELECT min(at) FROM captured_message WHERE source = s.id) AS first,
       (SELECT max(at) FROM captured_message WHERE source = s.id) AS last
     FROM capture_source AS s WHERE s.count > 0 ORDER BY s.profile = '', s.profile, s.queue, s.region, s.id`,
  );
  const profiles = db.prepare(
    'SELECT profile, sum(count) AS count, sum(bytes) AS bytes FROM capture_source WHERE count > 0 GROUP BY profile',
  );
  const of = 'source IN (SELECT id FROM capture_source WHERE profile = ?)';
  const before = db.prepare(
    `SELECT id FROM captured_message WHERE ${of} AND last_seen < ? ORDER BY last_seen, id`,
  );
  const anyBefore = db.prepare(`SELECT 1 FROM captured_message WHERE ${of} AND last_seen < ? LIMIT 1`);
  const byAge = db.prepare(`SELECT id, bytes FROM captured_message WHERE ${of} ORDER BY last_seen, id`);
  const every = db.prepare(`SELECT id FROM captured_message WHERE ${of}`);

  return {
    list: () =>
      list.all().map((row) => ({
        id: Number(row.id),
        scope: row.profile === '' ? null : { profile: String(row.profile), region: String(row.region) },
        queueUrl: String(row.queue_url),
        queue: String(row.queue),
        count: Number(row.count),
        bytes: Number(row.bytes),
        first: row.first === null ? null : Number(row.first),
        last: row.last === null ? null : Number(row.last),
      })),
    profiles: () =>
      profiles.all().map((row) => ({
        profile: String(row.profile),
        count: Number(row.count),
        bytes: Number(row.bytes),
      })),
    seenBefore: (profile, time) => before.all(profile, time).map((row) => Number(row.id)),
    hasSeenBefore: (profile, time) => anyBefore.get(profile, time) !== undefined,
    oldest(profile, bytes) {
      const ids: number[] = [];
      let sum = 0;
      for (const row of byAge.iterate(profile)) {
        if (sum >= bytes) break;
        ids.push(Number(row.id));
        sum += Number(row.bytes);
      }
      return ids;
    },
    ofProfile: (profile) => every.all(profile).map((row) => Number(row.id)),
  };
}
