import { ORPCError } from '@orpc/client';
import { contract, type FailureCode, type FailureData } from '../../electron/contract/index.ts';
import { failures } from '../../electron/contract/failure.ts';
import type { ProcedureMeta } from '../../electron/contract/procedure.ts';
import type { Redialler } from './redial.ts';
import { FrameTooLarge, type CallOptions, type Ending, type Link, type Session } from './transport.ts';

/** A read that loses its connection this often is what breaks it. */
const mostTries = 5;

/** A call that went out and whose answer was lost; `callId` tells by `audit.outcome` what became of it. */
export class Disconnected extends ORPCError<'DISCONNECTED', FailureData> {
  readonly callId: string | undefined;
  /** False when nothing was sent, so that it was certainly not carried out. */
  readonly sent: boolean;
  constructor(callId: string | undefined, sent: boolean) {
    super('DISCONNECTED', { message: failures.DISCONNECTED, defined: true, data: { retryable: !sent } });
    this.callId = callId;
    this.sent = sent;
  }
}

const refuse = (code: FailureCode, message: string = failures[code]): ORPCError<FailureCode, FailureData> =>
  new ORPCError(code, { message, defined: true, data: { retryable: false } });

function metaOf([feature, name]: readonly string[]): ProcedureMeta {
  const procedures: Readonly<Record<string, Readonly<Record<string, { '~orpc': { meta: ProcedureMeta } }>>>> =
    contract;
  const procedure = procedures[feature ?? '']?.[name ?? ''];
  if (!procedure) throw new TypeError(`The contract has no ${feature}.${name}.`);
  return procedure['~orpc'].meta;
}

/**
 * A link that outlives its connections. Reads wait for the connection and are made again after a loss; streams are
 * opened again; everything else is sent at most once and fails as {@link Disconnected}.
 */
export function createLink(line: Redialler): Link {
  /** The open session, now or when there is one. */
  const whenOpen = async (signal: AbortSignal | undefined): Promise<Session> => {
    if (signal?.aborted) throw refuse('CANCELLED');
    return line.session(signal).catch(() => {
      throw refuse('CANCELLED');
    });
  };

  /** What a failed try means: thrown when it is final, the ending when the connection was lost under it. */
  function judge(error: unknown, used: Session, signal: AbortSignal | undefined): Ending {
    if (signal?.aborted) throw refuse('CANCELLED');
    if (error instanceof FrameTooLarge) throw refuse('TOO_LARGE', error.message);
    const lost = used.ending();
    if (error instanceof ORPCError || !lost) throw error;
    return lost;
  }

  async function read<T>(signal: AbortSignal | undefined, attempt: (on: Session) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      const used = await whenOpen(signal);
      try {
        return await attempt(used);
      } catch (error) {
        const lost = judge(error, used, signal);
        if (tries >= mostTries)
          throw lost === 'too-large' ? refuse('TOO_LARGE') : new Disconnected(undefined, true);
      }
    }
  }

  async function watch(
    path: readonly string[],
    input: unknown,
    given: CallOptions,
  ): Promise<AsyncIterable<unknown>> {
    // Leaving the loop ends the stream even while an event is awaited, hence a signal of its own.
    const left = new AbortController();
    const signal = given.signal ? AbortSignal.any([given.signal, left.signal]) : left.signal;
    const end = { done: true, value: undefined } as const;
    const open = async (on: Session): Promise<{ on: Session; events: AsyncIterator<unknown> }> => ({
      on,
      events: (await on.link.call(path, input, { ...given, signal })) as AsyncIterator<unknown>,
    });
    let source = await read(signal, open);
    let over = false;
    const step = async (on: Session): Promise<IteratorResult<unknown>> => {
      if (source.on !== on) source = await open(on);
      return source.events.next();
    };
    const events: AsyncIterableIterator<unknown> = {
      async next() {
        if (over) return end;
        try {
          // Each event has its own tries: a stream that brings something may be lost any number of times.
          const event = await read(signal, step);
          over = event.done === true;
          return event;
        } catch (error) {
          over = true;
          if (left.signal.aborted) return end;
          throw error;
        }
      },
      return() {
        over = true;
        left.abort();
        return Promise.resolve(end);
      },
      [Symbol.asyncIterator]: () => events,
    };
    return events;
  }

  async function once(path: readonly string[], input: unknown, given: CallOptions): Promise<unknown> {
    const { signal } = given;
    const fields = (input ?? {}) as { callId?: string };
    const callId = fields.callId ?? crypto.randomUUID();
    if (line.state() === 'lost') throw new Disconnected(callId, false);
    const used = await whenOpen(signal);
    try {
      return await used.link.call(path, { ...fields, callId }, given);
    } catch (error) {
      judge(error, used, signal);
      throw new Disconnected(callId, true);
    }
  }

  return {
    async call(path, input, given) {
      const { effect, stream } = metaOf(path);
      if (stream) return watch(path, input, given);
      if (effect === 'read') return read(given.signal, (on) => on.link.call(path, input, given));
      return once(path, input, given);
    },
  };
}
