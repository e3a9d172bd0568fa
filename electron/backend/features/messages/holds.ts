import type { Hold } from '../../../contract/messages.ts';
import type { Scope } from '../../../contract/procedure.ts';
import type { Cancel, Clock } from '../../../domain/clock.ts';
import { SQS } from '../../../domain/limits.ts';
import type { Held } from './entries.ts';

/** Messages that a look keeps hidden because the user chose so. */
export interface KeptHold {
  lookId: string;
  scope: Scope;
  queueUrl: string;
  held: readonly Held[];
  /** When the first of them was received, epoch ms. */
  since: number;
  /** When the first of them comes back by itself, epoch ms. */
  until: number;
}

/** Kept holds; each ends by itself when the first of its messages comes back. */
export interface Holds {
  keep(hold: KeptHold): Hold;
  of(scope: Scope, queueUrl: string): Hold[];
  /** One hold, still kept; undefined when it has ended. */
  find(scope: Scope, queueUrl: string, lookId: string): KeptHold | undefined;
  /** The holds in which any of these messages are, surely for a while yet. */
  holding(scope: Scope, queueUrl: string, messageIds: ReadonlySet<string>): KeptHold[];
  /** Takes a hold out, to release it; undefined when it has ended. */
  take(scope: Scope, queueUrl: string, lookId: string): KeptHold | undefined;
  /** Takes messages out of a hold, which ends when none is left. */
  drop(lookId: string, messageIds: ReadonlySet<string>): void;
  /** Takes all out. */
  takeAll(): KeptHold[];
}

/** A handle is not used any more so shortly before its hold ends, in ms: the call itself takes time. */
const margin = 2_000;

/** A hold as the page sees it. */
export const toHold = ({ lookId, held, since, until }: KeptHold): Hold => ({
  lookId,
  count: held.length,
  until,
  latest: since + SQS.visibilitySeconds * 1000,
  messageIds: held.map(({ messageId }) => messageId),
});

/** Makes the holds of a backend. */
export function createHolds(clock: Clock): Holds {
  const holds = new Map<string, { hold: KeptHold; cancel: Cancel }>();
  const isOf = (hold: KeptHold, scope: Scope, queueUrl: string): boolean =>
    hold.queueUrl === queueUrl && hold.scope.profile === scope.profile && hold.scope.region === scope.region;
  const all = (scope: Scope, queueUrl: string): KeptHold[] =>
    [...holds.values()].flatMap(({ hold }) => (isOf(hold, scope, queueUrl) ? [hold] : []));
  const end = (lookId: string): void => {
    holds.get(lookId)?.cancel();
    holds.delete(lookId);
  };
  return {
    keep(hold) {
      end(hold.lookId);
      const cancel = clock.after(hold.until - clock.now(), () => holds.delete(hold.lookId));
      holds.set(hold.lookId, { hold, cancel });
      return toHold(hold);
    },
    of: (scope, queueUrl) => all(scope, queueUrl).map(toHold),
    find: (scope, queueUrl, lookId) => all(scope, queueUrl).find((hold) => hold.lookId === lookId),
    holding: (scope, queueUrl, messageIds) =>
      all(scope, queueUrl).flatMap((hold) => {
        const held = hold.held.filter(({ messageId }) => messageIds.has(messageId));
        return held.length > 0 && hold.until - clock.now() > margin ? [{ ...hold, held }] : [];
      }),
    take(scope, queueUrl, lookId) {
      const found = holds.get(lookId)?.hold;
      if (!found || !isOf(found, scope, queueUrl)) return undefined;
      end(lookId);
      return found;
    },
    drop(lookId, messageIds) {
      const found = holds.get(lookId);
      if (!found) return;
      const held = found.hold.held.filter(({ messageId }) => !messageIds.has(messageId));
      if (held.length === 0) end(lookId);
      else found.hold = { ...found.hold, held };
    },
    takeAll() {
      const taken = [...holds.values()].map(({ hold }) => hold);
      for (const { lookId } of taken) end(lookId);
      return taken;
    },
  };
}
