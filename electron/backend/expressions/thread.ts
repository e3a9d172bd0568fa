import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SyntaxFault } from './evaluate.ts';
import type { Judged, Transformed } from './expressions.ts';
import type { ExpressionLimits } from './limits.ts';
import type { ExpressionMessage } from './message.ts';

/** What the thread is asked. `at` is where it writes the place of the message that it works on. */
export interface Question {
  kind: 'where' | 'transform';
  expression: string;
  messages: readonly ExpressionMessage[];
  at: Int32Array;
}

/** What it answers: `part` holds the next results in order. */
export type Answer =
  | { kind: 'invalid'; fault: SyntaxFault }
  | { kind: 'part'; results: (Judged | Transformed)[] }
  | { kind: 'end' };

/** How a run over messages ended. `stuck`: the thread is gone, and with it the message at the place `at`. */
export type RunEnd =
  | { end: 'done' }
  | { end: 'invalid'; fault: SyntaxFault }
  | { end: 'stuck'; at: number; why: 'time' | 'memory' }
  | { end: 'stopped' };

/** One thread; once it ended it is of no use. */
export interface Thread {
  /** Gives results as they come; one run at a time. */
  run(
    question: Omit<Question, 'at'>,
    onResults: (results: (Judged | Transformed)[]) => void,
    signal: AbortSignal | undefined,
  ): Promise<RunEnd>;
  /** False once it ended. */
  isAlive(): boolean;
  end(): void;
}

// Beside this file in the source; one bundle of its own once built.
const entries = ['./entry.ts', './expressions.js', '../expressions.js'];
const lookEvery = 50;
/** A thread that has not begun after so long is not going to. */
const mostToBegin = 60_000;

function entryFile(): URL {
  const found = entries
    .map((name) => new URL(name, import.meta.url))
    .find((url) => existsSync(fileURLToPath(url)));
  if (!found) throw new TypeError('The evaluation of expressions is missing from this installation.');
  return found;
}

/** Starts a thread. It does not keep the process alive while it has nothing to do. */
export function startThread(limits: ExpressionLimits): Thread {
  const worker = new Worker(entryFile(), {
    workerData: limits,
    resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 32 },
    env: {},
    stdin: false,
  });
  let alive = true;
  worker.unref();
  worker.once('exit', () => (alive = false));
  // What an ended thread says besides is said by its run.
  worker.on('error', () => undefined);
  const end = (): void => {
    alive = false;
    void worker.terminate();
  };

  return {
    isAlive: () => alive,
    end,
    run: (question, onResults, signal) =>
      new Promise((resolve) => {
        const at = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
        let seen = -1;
        let since = performance.now();
        const settle = (how: RunEnd): void => {
          clearInterval(watch);
          worker.off('message', onAnswer);
          worker.off('exit', onExit);
          signal?.removeEventListener('abort', onAbort);
          worker.unref();
          resolve(how);
        };
        const onAnswer = (answer: Answer): void => {
          if (answer.kind === 'part') onResults(answer.results);
          else settle(answer.kind === 'end' ? { end: 'done' } : { end: 'invalid', fault: answer.fault });
        };
        const onExit = (): void => settle({ end: 'stuck', at: Atomics.load(at, 0), why: 'memory' });
        const onAbort = (): void => {
          end();
          settle({ end: 'stopped' });
        };
        const watch = setInterval(() => {
          const now = performance.now();
          const place = Atomics.load(at, 0);
          if (place !== seen) {
            seen = place;
            since = now;
          } else if (now - since > (place < 0 ? mostToBegin : limits.message)) {
            end();
            settle({ end: 'stuck', at: place, why: 'time' });
          }
        }, lookEvery);
        worker.on('message', onAnswer);
        worker.once('exit', onExit);
        signal?.addEventListener('abort', onAbort, { once: true });
        worker.ref();
        worker.postMessage({ ...question, at } satisfies Question);
        if (signal?.aborted) onAbort();
      }),
  };
}
