import { startSampling } from '../cloudwatch/gauges.ts';
import { setQueueAttributes } from '../sqs/actions/set-queue-attributes.ts';
import type { World } from '../world.ts';
import { createClient, type Client } from './client.ts';
import { failAll, failedOrders, type Event } from './failures.ts';
import { createRandom, type Random } from './random.ts';
import { redrive, seedMainRegion, seedPending, seedSecondRegion } from './resources.ts';
import { createShop, type Shop } from './shop.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Fills an empty world with the sample: a shop's queues and topics, its failed orders of the last days, its ledger's
 * archive, and a day of metrics. Everything is done by the same actions that clients call, at times of the past: the
 * clock is set back, moved along, and set to where it was. `baseUrl` stands in the links of envelopes.
 */
export async function seedWorld(world: World, baseUrl = 'http://127.0.0.1'): Promise<void> {
  const now = world.clock.now();
  const random = createRandom(20_260_101);
  const main = createClient(world, 'us-east-1', baseUrl);
  const second = createClient(world, 'eu-central-1', baseUrl);
  const shop = createShop(main, random);
  world.clock.set(now - 25 * DAY);
  await seedMainRegion(main);
  await seedSecondRegion(second);
  const events = [
    ...ledger(shop, now),
    ...failures(main, random, now),
    ...failedPayments(main, shop, now),
    ...ordinaryDay(main, shop, now),
    { at: now - 48 * HOUR, act: () => setMaxReceives(main, 3) },
    { at: now - 20 * MINUTE, act: () => seedPending(main) },
    ...backlog(main, second, shop, now),
  ].sort((a, b) => a.at - b.at);
  await play(world, events, now);
}

async function play(world: World, events: readonly Event[], now: number): Promise<void> {
  let stop: (() => void) | undefined;
  let set = world.clock.now();
  // A clock that runs goes on while the past is played: what passed is given back in the end.
  let passed = 0;
  const goTo = (at: number): void => {
    passed += world.clock.now() - set;
    world.clock.set(at);
    set = at;
  };
  for (const { at, act } of events) {
    if (!stop && at > now - DAY) {
      goTo(now - DAY);
      stop = startSampling(world);
    }
    goTo(at);
    await act();
  }
  goTo(now);
  stop?.();
  world.clock.set(now + passed);
}

/** Payments of the last three weeks, all consumed: they are what the archive holds. */
function ledger(shop: Shop, now: number): Event[] {
  return Array.from({ length: 110 }, (_, index) => ({
    at: now - 24 * DAY + Math.round(((23 * DAY) / 110) * index),
    act: async () => {
      await shop.payment();
      await shop.consume('payments.fifo', 10);
    },
  }));
}

function failures(client: Client, random: Random, now: number): Event[] {
  const depth = () => depthOf(client, 'orders');
  return failedOrders(client, random, now).map(({ at, act }) => ({
    at,
    act: async () => {
      // Ordinary orders are done first, so that only this one fails.
      while (depth() > 0)
        for (const { handle } of await client.receive('orders')) await client.remove('orders', handle);
      await act();
      await failAll(client, 'orders', depth);
    },
  }));
}

function failedPayments(client: Client, shop: Shop, now: number): Event[] {
  const depth = () => depthOf(client, 'payments.fifo');
  return Array.from({ length: 17 }, (_, index) => ({
    at: now - 9 * DAY + index * 11 * HOUR,
    act: async () => {
      await shop.payment();
      await failAll(client, 'payments.fifo', depth);
    },
  }));
}

/** A day of trade, denser toward the end, so that charts of any range show something; depths swing as consumers lag. */
function ordinaryDay(client: Client, shop: Shop, now: number): Event[] {
  const trade = async (orders: number, at: number): Promise<void> => {
    for (let made = 0; made < orders; made++) await shop.order();
    await shop.payment();
    const wave = (1 + Math.sin((2 * Math.PI * at) / (40 * MINUTE))) / 2;
    for (const [queue, depth] of Object.entries({
      orders: 50,
      shipping: 25,
      'audit-log': 30,
      'payments.fifo': 6,
    })) {
      const target = 4 + depth * wave;
      for (let left = depthOf(client, queue); left > target; left -= 10)
        await shop.consume(queue, Math.min(10, Math.ceil(left - target)));
    }
  };
  const every = (from: number, to: number, step: number, orders: number): Event[] =>
    Array.from({ length: Math.floor((from - to) / step) }, (_, index) => {
      const at = now - from + index * step;
      const busy = 1 + 0.5 * Math.sin((2 * Math.PI * at) / (90 * MINUTE));
      return { at, act: () => trade(Math.round(orders * busy), at) };
    });
  return [
    ...every(DAY - MINUTE, 3 * HOUR, 15 * MINUTE, 4),
    ...every(3 * HOUR, HOUR, 3 * MINUTE, 8),
    ...every(HOUR, 0, MINUTE, 14),
  ];
}

/** What waits to be done right now. */
function backlog(main: Client, second: Client, shop: Shop, now: number): Event[] {
  const orders = Array.from({ length: 14 }, (_, index) => ({
    at: now - 2 * MINUTE + index * 7_000,
    act: () => shop.order(),
  }));
  const payments = Array.from({ length: 9 }, (_, index) => ({
    at: now - 5 * MINUTE + index * 20_000,
    act: () => shop.payment(),
  }));
  const invoices = Array.from({ length: 12 }, (_, index) => ({
    at: now - 8 * MINUTE + index * 30_000,
    act: () =>
      second.publish(
        'invoice-events',
        JSON.stringify({ invoiceId: `inv-${4100 + index}`, amount: 40 + index * 7 }),
      ),
  }));
  const inFlight = {
    at: now - 10_000,
    act: async () => void (await main.receive('orders', { MaxNumberOfMessages: 4 })),
  };
  return [...orders, ...payments, ...invoices, inFlight];
}

async function setMaxReceives(client: Client, count: number): Promise<void> {
  await client.call(setQueueAttributes, {
    QueueUrl: client.queueUrl('orders'),
    Attributes: { RedrivePolicy: redrive(client, 'orders-dlq', count) },
  });
}

function depthOf({ world, region }: Client, queue: string): number {
  return world.realm('000000000000', region).sqs.queues.get(queue)?.messages.size ?? 0;
}
