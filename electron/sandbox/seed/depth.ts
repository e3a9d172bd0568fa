import type { Client } from './client.ts';

/** Messages that a queue of the sample holds, in any state. */
export function depthOf({ world, region }: Client, queue: string): number {
  return world.realm('000000000000', region).sqs.queues.get(queue)?.messages.size ?? 0;
}
