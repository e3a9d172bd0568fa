import { randomUUID } from 'node:crypto';
import type { Cancel } from '../../../domain/clock.ts';
import type { Services } from '../../services.ts';
import type { CapturePlace } from '../../store/captures-rows.ts';
import type { Workshop } from '../../worker/workshop.ts';
import { createSeenMemory, type SeenLimits, type SeenMemory } from '../messages/seen.ts';

/** What was seen, kept on disk where the profile's policy allows it, and deleted when the policy says so. */
export interface KeptSeen extends SeenMemory {
  /** Deletes what the policies no longer allow; recorded in the audit. */
  tidy(): Promise<void>;
  /** Deletes all of a profile, in memory and on disk, parked ones included; answers how many messages that were. */
  forgetProfile(profile: string): Promise<number>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

const tidyEvery = 10 * 60 * 1000;

/** The key of a queue in the memory, taken apart. */
function toPlace(queue: string): CapturePlace {
  const [profile = '', region = '', ...url] = queue.split('\n');
  return { profile, region, queueUrl: url.join('\n') };
}

/** Makes the memory of a host, with the disk behind it. */
export function createKeptSeen(
  { host, store, workshop }: Pick<Services, 'host' | 'store'> & { workshop: Workshop },
  limits?: SeenLimits,
): KeptSeen {
  const { captures } = store;
  const { clock, log } = host;
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  const memory = createSeenMemory(limits, {
    keeps: (queue) => captures.policies.get(toPlace(queue).profile).mode === 'keep',
    removals: () => captures.seen.removals(),
    changed: (queue, since, most) => captures.seen.changed(toPlace(queue), since, most),
    async write(queue, messages) {
      try {
        const place = toPlace(queue);
        const now = clock.now();
        const written = await workshop.call('captures.add', { place, messages: [...messages], now });
        if (written.overdue) background(tidy());
        return written.kept;
      } catch (error) {
        log.warn({ reason: String(error), messages: messages.length }, 'messages could not be kept');
        return false;
      }
    },
  });

  const record = (profile: string, removed: number, reason: string): void => {
    const id = randomUUID();
    const at = clock.now();
    const start = {
      id,
      at,
      action: 'captures.expire',
      effect: 'destroy',
      region: null,
      resource: null,
    } as const;
    store.audit.begin({ ...start, profile: profile || null });
    store.audit.end(id, { outcome: 'done', failure: null, took: 0, summary: { messages: removed, reason } });
  };

  async function tidy(): Promise<void> {
    const expired = await workshop.call('captures.tidy', { now: clock.now() });
    for (const { profile, removed, reason } of expired) record(profile, removed, reason);
  }

  function background(work: Promise<void>): void {
    const ended = work
      .catch((error: unknown) => log.warn({ reason: String(error) }, 'kept messages could not be tidied'))
      .finally(() => underWay.delete(ended));
    underWay.add(ended);
  }

  let cancel: Cancel = () => undefined;
  const onTime = (): void => {
    if (closed) return;
    // The worker is not started for nothing.
    if (captures.isUntidy(clock.now())) background(tidy());
    cancel = clock.after(tidyEvery, onTime);
  };
  onTime();

  return {
    ...memory,
    tidy,
    async forgetProfile(profile) {
      const wanted = (queue: string): boolean => toPlace(queue).profile === profile;
      // A write under way would come after the deletion.
      await memory.settled();
      const forgotten = memory.forget(wanted);
      const parked = await workshop.call('parked.forget', { profile });
      const captured = await workshop.call('captures.forget', { profile });
      // Where nothing was captured, the journal file of the database is not wiped yet.
      if (parked > 0 && captured === 0) await tidy();
      return forgotten + parked + captured;
    },
    async close() {
      closed = true;
      cancel();
      await memory.settled();
      await Promise.all(underWay);
    },
  };
}
