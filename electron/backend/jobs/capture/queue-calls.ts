import { ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { QueuePlace } from '../../../contract/jobs.ts';
import type { RedrivePolicy } from '../../../contract/queues.ts';
import type { EntriesDone, Held } from '../../features/messages/entries.ts';
import { setVisibility } from '../../features/messages/release.ts';
import { toQueueSummary, toRedrivePolicy } from '../../features/queues/attributes.ts';
import { readAttributes } from '../../features/queues/describe.ts';
import type { Services } from '../../services.ts';

/** What a queue says of itself. */
export interface QueueState {
  /** Null when it does not say. */
  counts: { visible: number; inFlight: number; delayed: number } | null;
  policy: RedrivePolicy | null;
}

/** The calls of a capture. */
export interface QueueCalls {
  /** Not tried again: an answer that was lost may have handed messages out. */
  receive(
    options: { max: number; waitSeconds: number; visibilitySeconds: number },
    signal: AbortSignal,
  ): Promise<Message[]>;
  /** For how many seconds from now; 0 lets go. Never rejects. */
  hide(held: readonly Held[], seconds: number): Promise<EntriesDone>;
  state(signal: AbortSignal): Promise<QueueState>;
}

/** The calls of a capture of one queue. */
export function createQueueCalls(services: Services, { scope, queueUrl }: QueuePlace): QueueCalls {
  const { clients } = services;
  return {
    async receive({ max, waitSeconds, visibilitySeconds }, signal) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilitySeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
        // The older name of the same, which some emulators alone understand.
        AttributeNames: ['All'],
      });
      const sqs = await clients.sqs(scope, 'once');
      return (await sqs.send(command, { abortSignal: signal })).Messages ?? [];
    },
    hide: async (held, seconds) =>
      setVisibility(await clients.sqs(scope), queueUrl, scope.region, held, seconds),
    async state(signal) {
      const attributes = await readAttributes(services, scope, queueUrl, signal);
      const { visible, inFlight, delayed } = toQueueSummary(queueUrl, scope.region, attributes, 0).counts;
      // Some servers leave counts out: what is not told proves nothing.
      const told = visible !== null && inFlight !== null && delayed !== null;
      return {
        counts: told ? { visible, inFlight, delayed } : null,
        policy: toRedrivePolicy(attributes.RedrivePolicy),
      };
    },
  };
}
