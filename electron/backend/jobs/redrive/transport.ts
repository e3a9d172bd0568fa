import type { Clients } from '../../aws/clients.ts';
import { fail } from '../../failures.ts';
import type { StoredJob } from '../../store/jobs.ts';
import type { ParkedStore } from '../../store/parked.ts';
import type { JobClock } from '../clock.ts';
import { nothingDestination } from './ends/nothing-destination.ts';
import { createParking } from './ends/park-destination.ts';
import { createParkedSource } from './ends/parked-source.ts';
import { createQueueDestination } from './ends/queue-destination.ts';
import { createQueueSource } from './ends/queue-source.ts';
import { createSourcesDestination } from './ends/sources-destination.ts';
import { createTopicDestination } from './ends/topic-destination.ts';
import type { Journal, RedriveOrder, SourceEnd, Transport } from './model.ts';

/** What the ends of a redrive are made of. */
export interface TransportParts {
  clients: Clients;
  parked: ParkedStore;
  clock: JobClock;
  journal: Pick<Journal, 'check'>;
}

/** The calls of a job's redrive, by what it takes from and what it gives to. */
export function createTransport(
  parts: TransportParts,
  { id, kind, source: place, destination }: Pick<StoredJob, 'id' | 'kind' | 'source' | 'destination'>,
  { maximumSize }: Pick<RedriveOrder, 'maximumSize'>,
): Transport {
  const { clients, parked, clock, journal } = parts;
  const source: SourceEnd =
    kind === 'restore' ? createParkedSource(parked.returning, id, clock) : createQueueSource(clients, place);
  switch (destination?.kind) {
    case 'queue':
      return { ...source, ...createQueueDestination(clients, destination) };
    case 'topic':
      return { ...source, ...createTopicDestination(clients, destination, maximumSize) };
    case 'park':
      return createParking(source, { parked, source: place, job: id, clock, check: journal.check });
    case 'nothing':
      return { ...source, ...nothingDestination };
    case 'sources':
      return { ...source, ...createSourcesDestination(clients, place.scope) };
    case undefined:
      throw fail('UNSUPPORTED', 'This destination is not known yet.');
  }
}
