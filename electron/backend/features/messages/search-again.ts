import type { SQSClient } from '@aws-sdk/client-sqs';
import { SQS } from '../../../domain/limits.ts';
import type { Held } from './entries.ts';
import type { LookState, Place } from './look-state.ts';

/** Hidden for so long while it is searched: the 30 s of the search, then the act itself, in seconds. */
const hiddenWhile = 90;

/** What a search came to: handles that surely hold their message, and what was in the way. */
export interface Search {
  found: Held[];
  notFound: string[];
  receives: number;
  received: number;
  since: number;
  others: Held[];
  cut: Awaited<ReturnType<LookState['receive']>>['cut'];
}

/** Where nothing had to be searched. */
export const nothingMet: Search = {
  found: [],
  notFound: [],
  receives: 0,
  received: 0,
  since: 0,
  others: [],
  cut: null,
};

/**
 * Receives until chosen messages are met again: SQS offers no other way to reach one. What is in the way stays hidden
 * until the caller lets it go.
 * @param visible how many messages wait, about; null when it is not known
 */
export async function searchAgain(
  state: LookState,
  sqs: SQSClient,
  input: Place & { most: number },
  wanted: ReadonlySet<string>,
  visible: number | null,
  signal: AbortSignal,
): Promise<Search> {
  const collected = await state.receive(
    sqs,
    input,
    {
      count: input.most,
      waitSeconds: 1,
      visibilitySeconds: hiddenWhile,
      // More of them would only wait, and what they wait for is billed.
      ...(visible === null ? {} : { pollers: Math.max(1, Math.ceil(visible / SQS.receiveBatch)) }),
      enough: (messages) => [...wanted].every((id) => messages.has(id)),
    },
    signal,
  );
  const found = collected.held.filter(({ messageId }) => wanted.has(messageId));
  const met = new Set(found.map(({ messageId }) => messageId));
  return {
    found,
    notFound: [...wanted].filter((id) => !met.has(id)),
    receives: collected.receives,
    received: collected.messages.size,
    since: collected.since ?? Infinity,
    others: collected.held.filter(({ messageId }) => !wanted.has(messageId)),
    cut: collected.cut,
  };
}
