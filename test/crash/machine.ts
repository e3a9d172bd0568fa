import { setTimeout as pause } from 'node:timers/promises';
import type { MachineTime } from './machine-time.ts';
import type { SandboxProcess } from './processes.ts';

/** The one time that a machine and the sandbox agree on. */
export interface Machine {
  time(): MachineTime;
  /** The machine is off for so long. */
  sleep(ms: number): Promise<void>;
  /** Keeps the sandbox's clock in step until it is stopped. */
  stop(): Promise<void>;
}

const step = 15;

/** Starts a machine whose time runs `speed` times as fast as ours. */
export async function startMachine(sandbox: SandboxProcess, speed: number): Promise<Machine> {
  const anchor = Date.now();
  let start = anchor;
  let on = true;
  const now = (): number => Math.floor(start + (Date.now() - anchor) * speed);
  const keeping = (async () => {
    while (on) {
      await sandbox.setClock(now());
      await pause(step);
    }
  })();
  return {
    time: () => ({ start, anchor, speed }),
    async sleep(ms) {
      start += ms;
      await sandbox.setClock(now());
    },
    async stop() {
      on = false;
      await keeping;
    },
  };
}
