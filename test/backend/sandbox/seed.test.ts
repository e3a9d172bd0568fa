import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSettableClock, type SettableClock } from '../../../electron/sandbox/clock.ts';
import { createMeter } from '../../../electron/sandbox/cloudwatch/meter.ts';
import { seedWorld } from '../../../electron/sandbox/seed/seed.ts';
import { createTraffic } from '../../../electron/sandbox/seed/traffic.ts';
import type { Queue } from '../../../electron/sandbox/sqs/model.ts';
import { queueGauges } from '../../../electron/sandbox/sqs/gauges.ts';
import { createWorld, type World } from '../../../electron/sandbox/world.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

const clocks: SettableClock[] = [];
afterAll(() => {
  for (const clock of clocks) clock.close();
});

async function seeded(): Promise<World> {
  const clock = createSettableClock(NOW, true);
  clocks.push(clock);
  const world = createWorld(clock, createMeter(clock));
  await seedWorld(world);
  return world;
}

function queue(world: World, name: string, region = 'us-east-1'): Queue {
  const found = world.realm('000000000000', region).sqs.queues.get(name);
  if (!found) throw new Error(`no queue ${name}`);
  queueGauges(found, world.clock.now());
  return found;
}

const messages = (world: World, name: string) => [...queue(world, name).messages.values()];
const bodies = (world: World, name: string): string[] => messages(world, name).map(({ body }) => body);
const topics = (world: World, region = 'us-east-1') => world.realm('000000000000', region).sns.topics;

describe('the sample', () => {
  let world: World;
  beforeAll(async () => {
    world = await seeded();
  });

  it('leaves the clock where it was', () => {
    expect(world.clock.now()).toBe(NOW);
  });

  it('has the queues and topics of a shop', () => {
    expect([...world.realm('000000000000', 'us-east-1').sqs.queues.keys()].sort()).toEqual([
      'audit-log',
      'orders',
      'orders-dlq',
      'payments-dlq.fifo',
      'payments.fifo',
      'shipping',
    ]);
    expect([...topics(world).keys()].sort()).toEqual(['ledger.fifo', 'order-events']);
    expect([...topics(world, 'eu-central-1').keys()]).toEqual(['invoice-events']);
  });

  it('is the same each time', async () => {
    const again = await seeded();
    expect(bodies(world, 'orders-dlq')).toEqual(bodies(again, 'orders-dlq'));
    expect(messages(world, 'orders-dlq').map(({ sentAt }) => sentAt)).toEqual(
      messages(again, 'orders-dlq').map(({ sentAt }) => sentAt),
    );
  });

  it('has a few hundred failed orders, moved there by SQS itself', () => {
    const failed = messages(world, 'orders-dlq');
    expect(failed.length).toBeGreaterThan(200);
    const moved = failed.filter(({ deadLetterSourceArn }) => deadLetterSourceArn?.endsWith(':orders'));
    expect(moved.length).toBeGreaterThan(200);
    expect(new Set(moved.map(({ receiveCount }) => receiveCount)).size).toBeGreaterThan(1);
  });

  it('has failed orders of many causes', () => {
    const causes = new Set<string>();
    for (const { body, attributes } of messages(world, 'orders-dlq')) {
      if (attributes.ERROR_CODE) causes.add('eventbridge');
      else if (attributes.ErrorMessage) causes.add('lambda');
      else causes.add(/"error":\{"type":"(\w+)"/.exec(body)?.[1] ?? 'other');
    }
    expect([...causes].sort()).toEqual(
      expect.arrayContaining([
        'AddressNotValid',
        'InventoryConflict',
        'PaymentGatewayTimeout',
        'SchemaViolation',
        'eventbridge',
        'lambda',
        'other',
      ]),
    );
  });

  it('has failed orders that expire within hours', () => {
    const retention = queue(world, 'orders-dlq').settings.messageRetentionPeriod * 1000;
    const left = messages(world, 'orders-dlq').map(({ retainedFrom }) => retainedFrom + retention - NOW);
    expect(left.every((ms) => ms > 0)).toBe(true);
    expect(left.filter((ms) => ms < 6 * HOUR).length).toBeGreaterThan(2);
  });

  it('has bodies of every sort that a decoder knows', () => {
    const all = bodies(world, 'orders-dlq');
    expect(all.some((body) => /[가-힣]/.test(body))).toBe(true);
    expect(all.some((body) => /\p{Extended_Pictographic}/u.test(body))).toBe(true);
    expect(all.some((body) => body.startsWith('{"Type":"Notification"'))).toBe(true);
    expect(all.some((body) => body.includes('PayloadS3Pointer'))).toBe(true);
    const zipped = all.find((body) => body.startsWith('H4sI')) ?? '';
    expect(gunzipSync(Buffer.from(zipped, 'base64')).toString()).toContain('"orderId"');
  });

  it('has an archive of three weeks behind the ledger', () => {
    const archive = topics(world).get('ledger.fifo')?.archive;
    expect(archive?.messages.length).toBeGreaterThan(100);
    expect(NOW - (archive?.messages[0]?.publishedAt ?? NOW)).toBeGreaterThan(20 * 24 * HOUR);
  });

  it('has a day of metrics', () => {
    const { metrics } = queue(world, 'orders-dlq');
    const depth = world.meter.read(metrics, 'ApproximateNumberOfMessagesVisible', NOW - 24 * HOUR, NOW);
    expect(depth.length).toBeGreaterThan(23 * 60);
    expect(depth.at(-1)?.maximum).toBeGreaterThan(depth[0]?.maximum ?? 0);
  });
});

describe('the traffic', () => {
  it('makes depths swing and stay bounded, and adds failed orders slowly', async () => {
    const world = await seeded();
    const traffic = createTraffic(world);
    const failedBefore = queue(world, 'orders-dlq').visible;
    const depths: number[] = [];
    for (let second = 0; second < 900; second++) {
      world.clock.advance(1000);
      await traffic.step();
      if (second % 20 === 0) depths.push(queue(world, 'orders').visible);
    }
    expect(Math.max(...depths) - Math.min(...depths)).toBeGreaterThan(20);
    for (const name of ['orders', 'shipping', 'audit-log', 'payments.fifo'])
      expect(queue(world, name).messages.size, name).toBeLessThan(150);
    const added = queue(world, 'orders-dlq').visible - failedBefore;
    expect(added).toBeGreaterThanOrEqual(1);
    expect(added).toBeLessThan(10);
  });
});
