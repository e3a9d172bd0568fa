import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it, vi } from 'vitest';
import type { Job } from '../../electron/contract/index.ts';
import { openStore } from '../../electron/backend/store/store.ts';
import { counts } from '../support/sqs-calls.ts';
import { useKillable } from './killable.ts';

const given = useKillable();

describe('a process that is killed in the middle of a capture', () => {
  it('leaves nothing hidden once the next process starts, long before the holds are over', async () => {
    const { sandbox, sqs, dataDir, start, fill } = given();
    const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'dlq' }));
    const total = 120;
    await fill(url, total);
    // Slow enough to be caught in the middle.
    sandbox.faults.add({ action: 'ReceiveMessage', fault: { kind: 'latency', ms: 250 } });
    const first = start('capture', '--from', 'dlq', '--hold', '3600', '--keep-bodies');
    await vi.waitUntil(async () => (await counts(sqs, url)).inFlight >= 30, {
      timeout: 15_000,
      interval: 20,
    });
    first.child.kill('SIGKILL');
    const killed = await first.ended;
    expect(killed.code).toBeNull();
    const held = (await counts(sqs, url)).inFlight;
    expect(held).toBeGreaterThanOrEqual(30);
    const store = openStore(dataDir);
    const [job = ''] = store.jobs.open();
    const onDisk = store.captureHandles.held(job, Date.now()).length;
    store.close();
    // What was received and not written down yet: the receives that were under way.
    expect(onDisk).toBeGreaterThanOrEqual(held - 30);
    expect(onDisk).toBeLessThan(total);

    sandbox.faults.clear();
    const second = await start('jobs', 'resume', '--all').ended;
    const lines = second.out.trim().split('\n');
    const resumed = JSON.parse(lines.at(-1)!) as Job;
    expect(resumed).toMatchObject({ id: job, kind: 'capture', counts: { holding: 0 } });
    // All that was on disk was let go and met again, an hour before its hold would have ended.
    expect(resumed.counts.seen).toBeGreaterThanOrEqual(total - (held - onDisk));
    const after = await counts(sqs, url);
    expect(after.inFlight).toBe(held - onDisk);
    expect(after.visible).toBe(total - after.inFlight);
    expect(second.code).toBe(after.inFlight === 0 ? 0 : 3);
    const captured = openStore(dataDir);
    const place = { profile: 'sandbox', region: 'us-east-1', queueUrl: url };
    expect(captured.captures.whereabouts.of(place).inQueue).toBe(resumed.counts.seen);
    captured.close();
  }, 40_000);
});
