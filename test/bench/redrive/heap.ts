import { BroadcastChannel, isMainThread } from 'node:worker_threads';

const name = 'spillway-bench-heap';
let most = 0;

// Loaded before everything else in each thread by --import, where memory is measured: see contend.ts.
if (process.execArgv.some((flag) => flag === '--expose-gc')) {
  const channel = new BroadcastChannel(name);
  channel.unref();
  if (isMainThread) {
    channel.onmessage = ({ data }: { data: unknown }) => {
      most = Math.max(most, Number(data));
    };
  } else {
    const timer = setInterval(() => {
      // Only what is still in use counts: a lazy collector is no leak.
      globalThis.gc?.();
      channel.postMessage(process.memoryUsage().heapUsed);
    }, 1000);
    timer.unref();
  }
}

/** Bytes that the worker's heap held at most after a collection; 0 where nobody measures. */
export const heapOfWorker = (): number => most;
