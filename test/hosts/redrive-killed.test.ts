import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, vi } from 'vitest';
import type { Job } from '../../electron/contract/index.ts';
import { counts, receive } from '../support/sqs-calls.ts';
import { useKillable } from './killable.ts';

const given = useKillable();
const create = async (name: string): Promise<string> =>
  (await given().sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl!;

async function drain(url: string): Promise<string[]> {
  const { sqs } = given();
  const found: string[] = [];
  for (let got = await receive(sqs, url); got.length > 0; got = await receive(sqs, url)) {
    found.push(...got.map(({ Body = '' }) => Body));
  }
  return found;
}

describe('a process that is killed in the middle of a redrive', () => {
  it('leaves each message in the source or the destination, and the next process brings them all over', async () => {
    const { sandbox, sqs, start, fill } = given();
    const from = await create('from');
    const to = await create('to');
    const total = 200;
    await fill(from, total);
    // Slow enough to be caught at every step.
    sandbox.faults.add({ action: 'SendMessageBatch', fault: { kind: 'latency', ms: 60 } });
    const first = start('redrive', '--from', 'from', '--to', 'to');
    await vi.waitUntil(async () => (await counts(sqs, to)).visible >= 40, { timeout: 15_000, interval: 20 });
    first.child.kill('SIGKILL');
    await first.ended;
    const stored = (await counts(sqs, to)).visible;
    expect(stored).toBeLessThan(total);

    sandbox.faults.clear();
    // What was under way to the dead process stays hidden for the length of its hold.
    sandbox.clock.advance(61_000);
    const second = await start('jobs', 'resume', '--all').ended;
    expect(second).toMatchObject({ code: 0 });
    const job = JSON.parse(second.out) as Job;
    expect(job).toMatchObject({ kind: 'move', state: 'done', counts: { states: { done: total } } });
    expect(await counts(sqs, from)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const bodies = await drain(to);
    expect(new Set(bodies).size).toBe(total);
    // A second copy only where the report says that there may be one; four requests of ten were open at most.
    expect(bodies.length - total).toBeLessThanOrEqual(job.counts.doubt);
    expect(job.counts.doubt).toBeLessThanOrEqual(40);
  }, 40_000);

  it('has nothing to resume where there is no job', async () => {
    expect(await given().start('jobs', 'resume', '--all').ended).toMatchObject({ code: 0, out: '' });
  });
});
