import type { CaptureChoice, CapturedHit, CaptureFilter, CaptureSize } from '../../../contract/captures.ts';
import { formatExportLine } from '../../../domain/message/export-format.ts';
import { createConcurrency } from '../../aws/limiter.ts';
import type { Services } from '../../services.ts';
import type { CaptureMark } from '../../store/captures-search.ts';
import type { GroupList } from '../../store/captures-groups.ts';
import type { CapturePlace, CaptureRow } from '../../store/captures-rows.ts';
import { importLines, type ImportResult } from './import-lines.ts';

/** A removal by policy. */
export interface Expired {
  profile: string;
  removed: number;
  reason: 'age' | 'size';
}

const exportPart = { messages: 1000, units: 1024 * 1024 };

/** What the worker does with captures. Deleting goes in short steps, between which searches are answered. */
export function createCaptureTasks({ store: { captures } }: Pick<Services, 'store'>) {
  const oneRemoval = createConcurrency(1);
  const remove = (ids: () => readonly number[]): Promise<number> =>
    oneRemoval(async () => {
      const steps = captures.removal.removing(ids());
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
        await new Promise<void>((resume) => setImmediate(resume));
      }
    });

  return {
    'captures.add': ({
      place,
      messages,
      now,
    }: {
      place: CapturePlace;
      messages: CaptureRow[];
      now: number;
    }): { kept: boolean; overdue: boolean } => {
      const kept = captures.add(place, messages) > 0;
      return { kept, overdue: kept && captures.isOverdue(place.profile, now) };
    },

    /** Keys by a path are there when this ends; between its parts others are served. */
    'captures.group': async ({ path, now }: { path: string; now: number }): Promise<void> => {
      for (const _ of captures.grouping.filling(path, now)) {
        await new Promise<void>((resume) => setImmediate(resume));
      }
    },

    'captures.groups': ({
      filter,
      path,
    }: {
      filter: CaptureFilter;
      path: string;
    }): GroupList & { paths: string[]; took: number } => {
      const start = performance.now();
      const groups = captures.groups.list(filter, path);
      const paths = captures.groups.paths(filter);
      return { ...groups, paths, took: performance.now() - start };
    },

    'captures.search': ({
      filter,
      before,
      limit,
      counted,
    }: {
      filter: CaptureFilter;
      before: CaptureMark | undefined;
      limit: number;
      counted: boolean;
    }): { messages: CapturedHit[]; count: number | null; took: number } => {
      const start = performance.now();
      const messages = captures.search.page(filter, before, limit);
      // A first page that is not full holds all there are.
      const count = !counted
        ? null
        : messages.length < limit
          ? messages.length
          : captures.search.count(filter);
      return { messages, count, took: performance.now() - start };
    },

    'captures.size': (_: null): CaptureSize => {
      const kept = captures.sources.profiles();
      const names = new Set([...kept.map(({ profile }) => profile), ...captures.policies.profiles()]);
      return {
        count: kept.reduce((sum, { count }) => sum + count, 0),
        bytes: kept.reduce((sum, one) => sum + one.bytes, 0),
        fileBytes: captures.fileBytes(),
        profiles: [...names].sort().map((profile) => ({
          count: 0,
          bytes: 0,
          ...kept.find((one) => one.profile === profile),
          profile,
          policy: captures.policies.get(profile),
        })),
      };
    },

    'captures.export': ({
      choice,
      after,
    }: {
      choice: CaptureChoice;
      after: CaptureMark | undefined;
    }): { lines: string; count: number; after: CaptureMark | null } => {
      const lines: string[] = [];
      let units = 0;
      for (const message of captures.search.each(choice, after)) {
        const { scope, queueUrl, origin } = message;
        const line = formatExportLine({ ...message, source: origin ?? (scope && { ...scope, queueUrl }) });
        lines.push(line, '\n');
        units += line.length;
        if (units >= exportPart.units || lines.length >= exportPart.messages * 2) {
          return {
            lines: lines.join(''),
            count: lines.length / 2,
            after: { at: message.at, id: message.id },
          };
        }
      }
      return { lines: lines.join(''), count: lines.length / 2, after: null };
    },

    'captures.import': (input: { lines: string; firstLine: number; now: number }): ImportResult =>
      importLines(captures, input),

    'captures.remove': ({ choice }: { choice: CaptureChoice }): Promise<number> =>
      remove(() => captures.search.ids(choice)),

    'captures.forget': ({ profile }: { profile: string }): Promise<number> => {
      captures.notes.forgetProfile(profile);
      captures.whereabouts.forgetProfile(profile);
      return remove(() => captures.sources.ofProfile(profile));
    },

    /** Ends what was broken off, and deletes what the policies no longer allow. */
    'captures.tidy': async ({ now }: { now: number }): Promise<Expired[]> => {
      const expired: Expired[] = [];
      for (const { profile } of captures.sources.profiles()) {
        for (const reason of ['age', 'size'] as const) {
          const removed = await remove(() => captures.overdue(profile, reason, now));
          if (removed > 0) expired.push({ profile, removed, reason });
        }
      }
      await oneRemoval(async () => {
        for (const _ of captures.removal.tidying()) await new Promise<void>((resume) => setImmediate(resume));
      });
      return expired;
    },
  };
}
