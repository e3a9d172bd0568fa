import type {
  ParkedChoice,
  ParkedFilter,
  ParkedHit,
  ParkedQueue,
} from '../../../../contract/redrives-parked.ts';
import type { QueuePlace } from '../../../../contract/jobs.ts';
import type { Services } from '../../../services.ts';
import type { ParkedFacts } from '../../../store/parked-search.ts';

/** What the worker does with parked messages: there may be a hundred thousand. */
export function createParkedTasks({ store: { parked } }: Pick<Services, 'store'>) {
  return {
    'parked.page': ({
      filter,
      before,
      limit,
    }: {
      filter: ParkedFilter;
      before: { at: number; id: number } | undefined;
      limit: number;
    }): { messages: ParkedHit[]; count: number | null } => {
      const messages = parked.search.page(filter, before, limit);
      if (before) return { messages, count: null };
      return { messages, count: messages.length < limit ? messages.length : parked.search.count(filter) };
    },

    'parked.queues': (_: null): ParkedQueue[] => parked.search.queues(),

    'parked.facts': ({
      source,
      choice,
      maximumSize,
    }: {
      source: QueuePlace;
      choice: ParkedChoice;
      maximumSize: number;
    }): ParkedFacts => parked.search.facts(source, choice, maximumSize),

    'parked.ids': ({ source, choice }: { source: QueuePlace; choice: ParkedChoice }): number[] =>
      parked.search.ids(source, choice),

    'parked.drop': ({ source, choice }: { source: QueuePlace; choice: ParkedChoice }): number =>
      parked.drop(source, choice),

    'parked.forget': ({ profile }: { profile: string }): number => parked.forgetProfile(profile),
  };
}
