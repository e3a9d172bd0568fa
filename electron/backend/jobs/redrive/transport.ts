import type { QueuePlace } from '../../../contract/jobs.ts';
import type { Clients } from '../../aws/clients.ts';
import { createQueueDestination } from './ends/queue-destination.ts';
import { createQueueSource } from './ends/queue-source.ts';
import type { Transport } from './model.ts';

/** The calls of a redrive between two queues. */
export function createTransport(clients: Clients, source: QueuePlace, destination: QueuePlace): Transport {
  return { ...createQueueSource(clients, source), ...createQueueDestination(clients, destination) };
}
