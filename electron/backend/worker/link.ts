import { randomUUID } from 'node:crypto';
import type { Failure } from '../../contract/failure.ts';
import { fail, toFailure } from '../failures.ts';
import type { Log } from '../host.ts';
import { toFailureError } from '../to-failure.ts';

/** Functions that one side of a link offers the other. What crosses is cloned, so no functions in it. */
export type Functions = Record<string, (input: never, signal: AbortSignal) => unknown>;

/** One end of a channel: a Worker, or the `parentPort` inside of it. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Calls to the other side. */
export interface Link<Theirs extends Functions> {
  /** Rejects with a failure of the contract; an abort is told to the other side, and the answer is still awaited. */
  call<Name extends keyof Theirs & string>(
    name: Name,
    input: Parameters<Theirs[Name]>[0],
    signal?: AbortSignal,
  ): Promise<Awaited<ReturnType<Theirs[Name]>>>;
  /** Rejects every call that still waits: the other side is gone. */
  end(reason: string): void;
}

type Message =
  | { kind: 'call'; id: string; name: string; input: unknown }
  | { kind: 'abort'; id: string }
  | { kind: 'done'; id: string; output: unknown }
  | { kind: 'failed'; id: string; failure: Failure };

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/** Opens one end of a link over a port; `own` is what the other side may call. */
export function openLink<Theirs extends Functions>(port: Port, own: Functions, log: Log): Link<Theirs> {
  const waiting = new Map<string, Waiting>();
  const running = new Map<string, AbortController>();

  const serve = async ({ id, name, input }: Extract<Message, { kind: 'call' }>): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const run = own[name];
      if (!run) throw new TypeError(`The other side offers no ${name}.`);
      const output: unknown = await run(input as never, controller.signal);
      port.postMessage({ kind: 'done', id, output });
    } catch (error) {
      port.postMessage({ kind: 'failed', id, failure: toFailure(toFailureError(error, name, log)) });
    } finally {
      running.delete(id);
    }
  };

  port.on('message', (raw) => {
    const message = raw as Message;
    if (message.kind === 'call') void serve(message);
    else if (message.kind === 'abort') running.get(message.id)?.abort();
    // What else crosses, such as the word to close, is no answer.
    else if (message.kind === 'done' || message.kind === 'failed') {
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'done') one?.resolve(message.output);
      else {
        const { code, message: text, ...data } = message.failure;
        one?.reject(fail(code, text, data));
      }
    }
  });

  return {
    call: (name, input, signal) =>
      new Promise((resolve, reject) => {
        const id = randomUUID();
        const onAbort = (): void => port.postMessage({ kind: 'abort', id });
        const settle = (): void => signal?.removeEventListener('abort', onAbort);
        waiting.set(id, {
          resolve(output) {
            settle();
            // The name decides the type on both sides; what crosses is a clone of what it gave.
            resolve(output as Awaited<ReturnType<Theirs[typeof name]>>);
          },
          reject(error) {
            settle();
            reject(error);
          },
        });
        port.postMessage({ kind: 'call', id, name, input });
        if (signal?.aborted) onAbort();
        else signal?.addEventListener('abort', onAbort, { once: true });
      }),
    end(reason) {
      for (const one of waiting.values()) one.reject(fail('INTERNAL', reason));
      waiting.clear();
    },
  };
}
