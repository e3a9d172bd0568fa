import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Said, Told } from './contender.ts';

const file = (name: string): string => path.join(import.meta.dirname, name);

/** Runs one contender in a process of its own. `memory`: its worker collects once a second, which costs time. */
export async function contend(told: Told, memory = false): Promise<Said> {
  const flags = memory ? ['--expose-gc', '--import', file('heap.ts')] : [];
  const child = spawn(process.execPath, [...flags, file('contender.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(told));
  const said = await text(child.stdout);
  if (said === '') throw new Error(`${told.name} ended without a word`);
  return JSON.parse(said) as Said;
}
