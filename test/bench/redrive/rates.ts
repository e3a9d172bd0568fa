import { quantile, type Measurement } from '../measurement.ts';
import type { Told } from './contender.ts';
import { runOne, type Field, type Round } from './field.ts';
import { installOldRival } from './old-rival.ts';
import { openWire } from './wire.ts';

/** How much is measured. */
export interface Amount {
  messages: number;
  rounds: number;
  /** Milliseconds added to each request. */
  latencies: readonly number[];
  /** Names of contenders, where not all are wanted. */
  only?: readonly string[];
}

type Name = Told['name'];

const words: Record<Name, string> = {
  ours: 'spillway, journal on',
  raw: 'raw loop, the limit',
  consumer: 'sqs-consumer x4, batches',
  naive: 'naive SDK loop',
  old: 'replay-aws-dlq',
};
/** They would take minutes. */
const slow: ReadonlySet<Name> = new Set(['naive', 'old']);
const slowMessages = 500;

/** Rates, processor time and the host's loop of all contenders, in turns, so that a busy machine is so for all. */
export async function measureRates(field: Field, amount: Amount): Promise<Measurement[]> {
  const wanted = (name: string): boolean => amount.only?.includes(name) ?? true;
  let names = (Object.keys(words) as Name[]).filter(wanted);
  const skipped: Measurement[] = [];
  if (names.includes('old')) {
    try {
      await installOldRival();
    } catch (error) {
      names = names.filter((name) => name !== 'old');
      const note = `skipped, it cannot be installed: ${String(error).split('\n')[0]}`;
      skipped.push({ what: words.old, value: 0, unit: 'messages/s', note });
    }
  }
  const wire = openWire(field.endpoint, 8);
  const rows: Measurement[] = [];
  for (const latency of amount.latencies) {
    const rounds = new Map<Name, Round[]>(names.map((name) => [name, []]));
    for (let index = 0; index < amount.rounds; index += 1) {
      for (const name of names) {
        const messages = slow.has(name) ? Math.min(slowMessages, amount.messages) : amount.messages;
        const round = await runOne(field, wire, name, messages, latency);
        rounds.get(name)?.push(round);
        const rate = Math.round(messages / round.seconds);
        process.stderr.write(`${latency} ms, round ${index + 1}, ${name}: ${rate} messages/s\n`);
      }
    }
    rows.push(...toRows(rounds, amount, latency));
  }
  wire.close();
  return [...rows, ...skipped];
}

function toRows(rounds: ReadonlyMap<Name, Round[]>, amount: Amount, latency: number): Measurement[] {
  const of = (name: Name, pick: (round: Round) => number): number =>
    quantile((rounds.get(name) ?? []).map(pick), 0.5);
  const count = (name: Name): number =>
    slow.has(name) ? Math.min(slowMessages, amount.messages) : amount.messages;
  const rate = (name: Name): number => of(name, ({ seconds }) => count(name) / seconds);
  const cpu = (name: Name): number => of(name, ({ cpuSeconds }) => (cpuSeconds * 1000) / count(name));
  const at = `${latency} ms:`;
  const rows = [...rounds.keys()].flatMap((name): Measurement[] => {
    const load = of(name, (round) => round.load).toFixed(1);
    const note = `median of ${amount.rounds}, ${count(name)} messages, load ${load}`;
    return [
      { what: `${at} ${words[name]}`, value: rate(name), unit: 'messages/s', note },
      { what: `${at} ${words[name]}, processor`, value: cpu(name), unit: 'ms/message' },
    ];
  });
  if (!rounds.has('ours')) return rows;
  const host = (pick: (loop: Round['loop']) => number): number => of('ours', ({ loop }) => pick(loop));
  const note = 'each sample includes the 10 ms of its timer';
  rows.push(
    {
      what: `${at} ${words.ours}, until the job has ended`,
      value: of('ours', ({ endedSeconds }) => endedSeconds),
      unit: 's',
    },
    { what: `${at} host's event loop, p50`, value: host(({ p50 }) => p50), unit: 'ms', note },
    { what: `${at} host's event loop, p99`, value: host(({ p99 }) => p99), unit: 'ms', note },
    { what: `${at} host's event loop, longest`, value: host(({ max }) => max), unit: 'ms', note },
  );
  for (const other of ['consumer', 'raw'] as const) {
    if (!rounds.has(other)) continue;
    rows.push(
      { what: `${at} spillway / ${words[other]}, rate`, value: rate('ours') / rate(other), unit: 'x' },
      { what: `${at} spillway / ${words[other]}, processor`, value: cpu('ours') / cpu(other), unit: 'x' },
    );
  }
  return rows;
}
