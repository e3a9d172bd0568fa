import type { Client } from './client.ts';
import { queue, redrive, subscription, topic } from './place.ts';
import { allow } from './allow.ts';
import { DAY } from './resources.ts';

/** The little that stands in a second region. */
export async function seedSecondRegion(client: Client): Promise<void> {
  const events = client.topicArn('invoice-events');
  await queue(client, 'invoices-dlq', {}, { MessageRetentionPeriod: String(14 * DAY) });
  await queue(client, 'invoices', allow(client, 'invoices', events), {
    RedrivePolicy: redrive(client, 'invoices-dlq', 3),
  });
  await topic(client, 'invoice-events', {});
  await subscription(client, 'invoice-events', 'invoices', { RawMessageDelivery: 'true' });
}
