import type { Cancel } from '../../domain/clock.ts';
import type { World } from '../world.ts';
import { createClient } from './client.ts';
import { createRandom } from './random.ts';
import { createShop } from './shop.ts';
import { consumeDownTo, failOne } from './consumers.ts';

const TICK_MS = 1000;

/** Ticks of one wave: the depth of the queues swings once in this many. */
const WAVE = 240;

/** A new failed order every so many ticks, until the dead-letter queue holds as many as it may. */
const FAILURE = 150;

/** Producers and consumers of the sample; one step is about a second of trade. */
export interface Traffic {
  step(): Promise<void>;
}

/**
 * Lets sample traffic run until cancelled. Its clients live by the machine's time, as any client would: a clock that
 * is set days ahead does not make them trade for days.
 */
export function startTraffic(world: World, baseUrl = 'http://127.0.0.1'): Cancel {
  const traffic = createTraffic(world, baseUrl);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    // A user may delete or lock what the sample trades with: the next second tries again.
    void traffic
      .step()
      .catch(() => {})
      .finally(() => (busy = false));
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Makes the traffic, to be stepped by hand. */
export function createTraffic(world: World, baseUrl = 'http://127.0.0.1'): Traffic {
  const random = createRandom(7);
  const client = createClient(world, 'us-east-1', baseUrl);
  const shop = createShop(client, random);
  let tick = 0;
  return {
    async step() {
      tick += 1;
      const wave = (1 + Math.sin((2 * Math.PI * tick) / WAVE)) / 2;
      if (random.next() < 0.15 + 0.45 * wave) await shop.order();
      if (tick % 6 === 0) await shop.payment();
      await consumeDownTo(client, shop, 'orders', 15 + 60 * wave);
      await consumeDownTo(client, shop, 'shipping', 5 + 25 * wave);
      await consumeDownTo(client, shop, 'audit-log', 30 + 60 * wave);
      await consumeDownTo(client, shop, 'payments.fifo', 4 + 8 * wave);
      if (tick % FAILURE === 0) await failOne(client, random);
    },
  };
}
