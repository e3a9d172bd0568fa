import { startSampling } from '../cloudwatch/sampling.ts';
import { setQueueAttributes } from '../sqs/actions/set-queue-attributes.ts';
import type { World } from '../world.ts';
import { type Client, createClient } from './client.ts';
import { type Event, failAll, failedOrders } from './failures.ts';
import { createRandom, type Random } from './random.ts';
import { seedMainRegion, seedPending } from './resources.ts';
import { seedSecondRegion } from './second-region.ts';
import { redrive } from './place.ts';
import { createShop, type Shop } from './shop.ts';
import { DAY, HOUR, MINUTE } from '../durations.ts';
import { backlog } from './backlog.ts';
import { depthOf } from './depth.ts';
import { ordinaryDay } from './ordinary-day.ts';

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

async function setMaxReceives(client: Client, count: number): Promise<void> {
  await client.call(setQueueAttributes, {
    QueueUrl: client.queueUrl('orders'),
    Attributes: { RedrivePolicy: redrive(client, 'orders-dlq', count) },
  });
}
