import { parseArgs } from 'node:util';
import type { Measurement } from './measurement.ts';
import { startServer } from './server.ts';
import { measureMemory } from './redrive/memory.ts';
import { measureRates } from './redrive/rates.ts';

/**
 * Moves of messages from a dead-letter queue, ours beside others', the sandbox in a process of its own.
 * `--messages N --rounds N --latency MS` make it smaller; `--memory` measures ours at 20,000 and 200,000 messages instead.
 */
export async function run(): Promise<Measurement[]> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: {
      messages: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      latency: { type: 'string', multiple: true, default: ['0', '20'] },
      only: { type: 'string', multiple: true },
      memory: { type: 'boolean', default: false },
    },
  });
  // The control door's line comes last.
  const door = await startServer(
    'sandbox',
    /^Control ready: (\S+)/,
    ...['electron/sandbox/index.ts', '--port', '0', '--no-seed', '--no-traffic', '--control'],
  );
  const endpoint = door.said.flatMap((line) => /^Sandbox ready: (\S+)/.exec(line)?.[1] ?? [])[0];
  if (!endpoint) throw new Error('the sandbox did not say where it is');
  const field = { endpoint, control: door.endpoint };
  try {
    if (values.memory)
      return await measureMemory(field, values.messages ? [Number(values.messages)] : undefined);
    return await measureRates(field, {
      messages: Number(values.messages ?? 20_000),
      rounds: Number(values.rounds),
      latencies: values.latency.map(Number),
      only: values.only,
    });
  } finally {
    await door.stop();
  }
}
