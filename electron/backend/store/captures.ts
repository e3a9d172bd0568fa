import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { createCameBack, type CameBackStore } from './came-back.ts';
import { createCaptureGrouping, type CaptureGrouping } from './captures-grouping.ts';
import { createCaptureGroups, type CaptureGroups } from './captures-groups.ts';
import { createGroupNotes, type GroupNotes } from './captures-notes.ts';
import { createCapturePolicies, type CapturePolicies } from './captures-policy.ts';
import { createCaptureRemoval, type CaptureRemoval } from './captures-removal.ts';
import { createCaptureRows, type CapturePlace, type CaptureRow } from './captures-rows.ts';
import { createSavedFilters, type SavedFilters } from './captures-saved.ts';
import { createCaptureSearch, type CaptureSearch } from './captures-search.ts';
import { createCaptureSeen, type CaptureSeen } from './captures-seen.ts';
import { createCaptureSources, type CaptureSources } from './captures-sources.ts';
import { createCaptureWhereabouts, type CaptureWhereabouts } from './captures-whereabouts.ts';
import { transaction } from './database.ts';

/** Messages that were seen and kept. Whatever reads or deletes many of them belongs into the worker. */
export interface CaptureStore {
  policies: CapturePolicies;
  search: CaptureSearch;
  sources: CaptureSources;
  removal: CaptureRemoval;
  filters: SavedFilters;
  seen: CaptureSeen;
  grouping: CaptureGrouping;
  groups: CaptureGroups;
  notes: GroupNotes;
  cameBack: CameBackStore;
  whereabouts: CaptureWhereabouts;
  /**
   * Keeps messages of a queue where the profile's policy says so; answers how many were kept (all or none). `also` is done
   * in the same transaction, whatever is kept.
   */
  add(place: CapturePlace, messages: readonly CaptureRow[], also?: () => void): number;
  /** Messages of a profile that its policy no longer allows, for their age or because there is too much. */
  overdue(profile: string, reason: 'age' | 'size', now: number): number[];
  isOverdue(profile: string, now: number): boolean;
  /** Whether anything has to be deleted, or a deletion that was broken off has to be ended. Quick. */
  isUntidy(now: number): boolean;
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
  const grouping = createCaptureGrouping(db);
  const notes = createGroupNotes(db);
  const whereabouts = createCaptureWhereabouts(db);

  const bytesOf = (profile: string): number =>
    sources.profiles().find((one) => one.profile === profile)?.bytes ?? 0;
  const isOverdue = (profile: string, now: number): boolean => {
    const policy = policies.get(profile);
    return bytesOf(profile) > policy.bytes || sources.hasSeenBefore(profile, now - policy.days * day);
  };

  return {
    policies,
    search,
    sources,
    removal,
    filters: createSavedFilters(db),
    seen: createCaptureSeen(db, search),
    grouping,
    groups: createCaptureGroups(db, search, grouping, notes),
    notes,
    cameBack: createCameBack(db),
    whereabouts,
    add(place, messages, also) {
      const kept = policies.get(place.profile).mode === 'keep' ? messages.length : 0;
      if (kept === 0 && !also) return 0;
      transaction(db, () => {
        if (kept > 0) {
          rows.put(place, messages);
          grouping.takeIn();
        }
        also?.();
      });
      return kept;
    },
    overdue(profile, reason, now) {
      const policy = policies.get(profile);
      if (reason === 'age') return sources.seenBefore(profile, now - policy.days * day);
      const kept = bytesOf(profile);
      return kept > policy.bytes ? sources.oldest(profile, kept - policy.bytes * target) : [];
    },
    isOverdue,
    isUntidy: (now) => removal.isOwed() || sources.profiles().some(({ profile }) => isOverdue(profile, now)),
    forgetProfile(profile) {
      notes.forgetProfile(profile);
      whereabouts.forgetProfile(profile);
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
