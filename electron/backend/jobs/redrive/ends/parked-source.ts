import { wait } from '../../../../domain/clock.ts';
import type { ParkedContent, ParkedReturn } from '../../../store/parked-return.ts';
import { isOver, later, moment, type Deadline, type JobClock } from '../../clock.ts';
import type { HandleEntry, HandleResult, Received, SourceEnd } from '../model.ts';

/** How long an empty poll lasts, ms: nobody but this job brings anything. */
const emptyPoll = 1000;

/**
 * The parked messages of one job as the place that messages are taken from: the first ones of their queue first, hidden while they
 * are held, and shown again in their old place when they are let go. Removing one drops it from the store. Its handle is
 * its number in the store, which stays good over restarts.
 */
export function createParkedSource(parked: ParkedReturn, job: string, clock: JobClock): SourceEnd {
  const ids = parked.order(job);
  const places = new Map(ids.map((id, place) => [id, place]));
  const hidden = new Map<number, Deadline>();
  /** Places that were shown and let go. */
  const again = new Set<number>();
  let next = 0;

  const show = (place: number): void => {
    if (hidden.delete(place)) again.add(place);
  };
  const lapse = (): void => {
    for (const [place, until] of hidden) if (isOver(clock, until)) show(place);
  };
  const take = (max: number): number[] => {
    lapse();
    const taken = [...again].sort((one, other) => one - other).slice(0, max);
    for (const place of taken) again.delete(place);
    while (taken.length < max && next < ids.length) taken.push(next++);
    return taken;
  };
  const receive = (max: number, seconds: number): Received[] => {
    const taken = take(max);
    const until = later(moment(clock), seconds * 1000);
    for (const place of taken) hidden.set(place, until);
    const found = new Map(
      parked
        .read(
          job,
          taken.map((place) => ids[place]!),
        )
        .map((one) => [one.id, one]),
    );
    return taken.flatMap((place) => {
      const one = found.get(ids[place]!);
      // Deleted meanwhile, by somebody who forgets the whole profile.
      if (!one) hidden.delete(place);
      return one ? [toReceived(one)] : [];
    });
  };
  const each = (entries: readonly HandleEntry[], act: (place: number) => void): HandleResult[] =>
    entries.map(({ handle }) => {
      const place = places.get(Number(handle));
      if (place !== undefined) act(place);
      return { kind: 'ok' };
    });

  return {
    async receive({ max, visibilitySeconds }, signal) {
      const found = receive(max, visibilitySeconds);
      if (found.length > 0) return found;
      await wait(clock, emptyPoll, signal);
      return receive(max, visibilitySeconds);
    },
    remove(entries, go) {
      if (!go()) return Promise.resolve(entries.map(() => refused));
      parked.drop(
        job,
        entries.map(({ handle }) => Number(handle)),
      );
      const results = each(entries, (place) => {
        hidden.delete(place);
        again.delete(place);
      });
      return Promise.resolve(results);
    },
    hide(entries, seconds, go) {
      if (!go()) return Promise.resolve(entries.map(() => refused));
      const until = later(moment(clock), seconds * 1000);
      const results = each(entries, (place) => {
        if (seconds === 0) show(place);
        else if (hidden.has(place)) hidden.set(place, until);
      });
      return Promise.resolve(results);
    },
    counts() {
      lapse();
      const visible = again.size + ids.length - next;
      return Promise.resolve({ visible, inFlight: hidden.size, delayed: 0 });
    },
  };
}

const refused: HandleResult = {
  kind: 'busy',
  failure: { code: 'CANCELLED', message: 'It was too late for this.', retryable: true },
};

function toReceived({ id, messageId, content, system, size }: ParkedContent): Received {
  const number = (name: string): number | null => {
    const text = system[name];
    return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
  };
  return {
    id: messageId,
    handle: String(id),
    content,
    sourceArn: system.DeadLetterQueueSourceArn || null,
    system,
    sequence: system.SequenceNumber || null,
    deduplicationId: system.MessageDeduplicationId || null,
    sentAt: number('SentTimestamp'),
    // It is not received from a queue: nobody else can.
    receiveCount: null,
    size,
  };
}
