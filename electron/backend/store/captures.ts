import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { CapturePolicy } from '../../contract/captures.ts';
import type { SeenMessage } from '../../contract/messages.ts';
import { createCapturePolicies, type CapturePolicies } from './captures-policy.ts';
import { createCaptureRemoval, type CaptureRemoval } from './captures-removal.ts';
import { createCaptureRows, type CapturePlace, type CaptureRow } from './captures-rows.ts';
import { createSavedFilters, type SavedFilters } from './captures-saved.ts';
import { createCaptureSearch, type CaptureSearch } from './captures-search.ts';
import { createCaptureSources, type CaptureSources } from './captures-sources.ts';
import { transaction } from './database.ts';

/** Messages that were seen and kept. Whatever reads or deletes many of them belongs into the worker. */
export interface CaptureStore {
  policies: CapturePolicies;
  search: CaptureSearch;
  sources: CaptureSources;
  removal: CaptureRemoval;
  filters: SavedFilters;
  /** Keeps messages of a queue where the profile's policy says so; answers how many were kept (all or none). */
  add(place: CapturePlace, messages: readonly CaptureRow[]): number;
  /** Messages kept of a queue, the newest sights first, up to so many and so many bytes. */
  seen(place: CapturePlace, limits: { messages: number; bytes: number }): SeenMessage[];
  /** Messages that the profile's policy no longer allows at this time. */
  overdue(profile: string, now: number): number[];
  /** Deletes everything kept of a profile, and says how much it was. Takes long: prefer the worker's `captures.forget`. */
  forgetProfile(profile: string): number;
  /** Bytes on the disk, journal included. */
  fileBytes(): number;
}

const day = 24 * 60 * 60 * 1000;
/** A profile over its size is brought down to this share of it: each removal tidies the whole index. */
const target = 0.95;

/** Captures on the given data file. */
export function createCaptureStore(db: DatabaseSync): CaptureStore {
  const policies = createCapturePolicies(db);
  const rows = createCaptureRows(db);
  const search = createCaptureSearch(db);
  const sources = createCaptureSources(db);
  const removal = createCaptureRemoval(db);
  const newest = db.prepare(
    `SELECT m.id, m.bytes, m.last_seen FROM captured_message AS m JOIN capture_source AS s ON s.id = m.source
     WHERE s.profile = ? AND s.region = ? AND s.queue_url = ? ORDER BY m.last_seen DESC, m.id DESC LIMIT ?`,
  );

  const overSize = (profile: string, { bytes: limit }: CapturePolicy): number[] => {
    const kept = sources.profiles().find((one) => one.profile === profile)?.bytes ?? 0;
    return kept > limit ? sources.oldest(profile, kept - limit * target) : [];
  };

  return {
    policies,
    search,
    sources,
    removal,
    filters: createSavedFilters(db),
    add(place, messages) {
      if (messages.length === 0 || policies.get(place.profile).mode !== 'keep') return 0;
      transaction(db, () => rows.put(place, messages));
      return messages.length;
    },
    seen({ profile, region, queueUrl }, limits) {
      const messages: SeenMessage[] = [];
      let bytes = 0;
      for (const row of newest.all(profile, region, queueUrl, limits.messages)) {
        bytes += Number(row.bytes);
        if (bytes > limits.bytes && messages.length > 0) break;
        const kept = search.get(Number(row.id));
        if (!kept) continue;
        const { messageId, body, attributes, system, size, sentAt, receiveCount, lastSeen } = kept;
        messages.push({ messageId, body, attributes, system, size, sentAt, receiveCount, seenAt: lastSeen });
      }
      return messages;
    },
    overdue(profile, now) {
      const policy = policies.get(profile);
      const late = sources.seenBefore(profile, now - policy.days * day);
      return late.length > 0 ? late : overSize(profile, policy);
    },
    forgetProfile(profile) {
      const steps = removal.removing(sources.ofProfile(profile));
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
      }
    },
    fileBytes() {
      const file = db.location();
      if (file === null) return 0;
      return ['', '-wal', '-shm'].reduce(
        (sum, end) => sum + (statSync(file + end, { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
    },
  };
}
