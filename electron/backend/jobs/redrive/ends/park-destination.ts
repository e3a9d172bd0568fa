import type { QueuePlace } from '../../../../contract/jobs.ts';
import { findCause } from '../../../../domain/failure-groups/find-cause.ts';
import { messageSize } from '../../../../domain/message/index.ts';
import { fail, isFailure, toFailure } from '../../../failures.ts';
import type { ParkedRow, ParkedStore } from '../../../store/parked.ts';
import { toStorageFailure } from '../../../store/storage-failure.ts';
import type { JobClock } from '../../clock.ts';
import type { Content, DestinationEnd, Journal, Received, SendResult, SourceEnd } from '../model.ts';

/** What parking works with. */
export interface ParkParts {
  parked: Pick<ParkedStore, 'put'>;
  source: QueuePlace;
  job: string;
  clock: JobClock;
  /** Throws when another process has the job. */
  check: Journal['check'];
}

/**
 * A source whose messages go into the local store, and that store: what is accepted is on the disk. A message that comes again,
 * after a crash, is the same row: never a second one.
 */
export function createParking(
  source: SourceEnd,
  { parked, source: place, job, clock, check }: ParkParts,
): SourceEnd & DestinationEnd {
  // What does not travel with a message otherwise, while it is in our hands.
  const systems = new Map<string, Received['system']>();
  const forget = (entries: readonly { id: string }[]): void => {
    for (const { id } of entries) systems.delete(id);
  };
  const refuse = (count: number, result: SendResult): SendResult[] =>
    Array.from({ length: count }, () => result);

  return {
    ...source,
    async receive(options, signal) {
      const messages = await source.receive(options, signal);
      for (const { id, system } of messages) systems.set(id, system);
      return messages;
    },
    async remove(entries, go) {
      const results = await source.remove(entries, go);
      forget(entries.filter((_, index) => results[index]?.kind === 'ok'));
      return results;
    },
    hide(entries, seconds, go) {
      if (seconds === 0) forget(entries);
      return source.hide(entries, seconds, go);
    },
    send(entries, go) {
      if (!go()) {
        const failure = toFailure(fail('CANCELLED'));
        return Promise.resolve(refuse(entries.length, { kind: 'refused', whose: 'busy', failure }));
      }
      try {
        const rows = entries.map(({ id, content }) => toRow(id, content, systems.get(id) ?? {}));
        parked.put(place, rows, { job, at: clock.now(), check });
        return Promise.resolve(
          refuse(entries.length, { kind: 'accepted', newId: null, newSequence: null, intact: true }),
        );
      } catch (error) {
        // The transaction was rolled back: nothing was kept, and no message will do better on this disk.
        const failed = isFailure(error) ? error : (toStorageFailure(error) ?? fail('INTERNAL'));
        const failure = toFailure(failed);
        return Promise.resolve(refuse(entries.length, { kind: 'refused', whose: 'job', failure }));
      }
    },
  };
}

function toRow(messageId: string, content: Content, system: Received['system']): ParkedRow {
  const { kind, title } = findCause(content);
  const says =
    kind === 'eventbridge' || kind === 'lambda' || kind === 'sns' || kind === 'body' || kind === 'attribute';
  return {
    messageId,
    content,
    system,
    size: messageSize(content.body, content.attributes),
    reason: says ? title : null,
  };
}
