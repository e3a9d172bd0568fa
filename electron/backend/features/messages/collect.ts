import { ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../../../domain/clock.ts';
import { SQS } from '../../../domain/limits.ts';
import { fail, isFailure, type FailureError } from '../../failures.ts';

/** What a look collects. */
export interface CollectOptions {
  queueUrl: string;
  /** Distinct messages wanted. */
  count: number;
  waitSeconds: number;
  visibilitySeconds: number;
  fifo: boolean;
  clock: Clock;
  /** Asked before each receive: true ends the look. */
  stopped: () => boolean;
  /** Receives side by side at most; by the count unless said. */
  pollers?: number;
  /** Asked after each receive: true ends the look, because what was wanted is there. */
  enough?: (messages: ReadonlyMap<string, Message>) => boolean;
}

/** What was collected. */
export interface Collected {
  /** By MessageId, each with its newest receipt handle. */
  messages: Map<string, Message>;
  receives: number;
  /** When the first messages came, epoch ms; null when none did. */
  since: number | null;
  /** Why it ended before the count was reached and before the queue gave nothing more. */
  cut: FailureError | null;
}

const longestHold = 30_000;
const manyPollers = 8;
/** Held in memory at most by one look, in UTF-16 units of the bodies. */
const mostBody = 64 * 1024 * 1024;
/** A short poll asks only some of the servers: one empty answer says little. */
const emptyShortPolls = 3;

/**
 * Receives until there are `count` distinct messages or an answer is empty. What comes stays hidden meanwhile, so that
 * no message is received twice; the look therefore ends before the first one would come back. Never rejects.
 */
export async function collect(sqs: SQSClient, options: CollectOptions): Promise<Collected> {
  const { count, clock, stopped } = options;
  const collected: Collected = { messages: new Map(), receives: 0, since: null, cut: null };
  const patience = Math.min(longestHold, options.visibilitySeconds * 1000 - 1000);
  let asked = 0;
  let ended = false;
  let empties = 0;
  let bodies = 0;

  const poll = async (): Promise<void> => {
    while (!ended && !stopped()) {
      // What the others have asked for may still come: never receive more than wanted.
      const wanted = Math.min(SQS.receiveBatch, count - collected.messages.size - asked);
      if (wanted <= 0) return;
      const left = collected.since === null ? Infinity : collected.since + patience - clock.now();
      if (left < 1000) {
        ended = true;
        collected.cut ??= fail(
          'TIMEOUT',
          'The look ended so that the messages could be released before they come back.',
          { resource: options.queueUrl },
        );
        return;
      }
      asked += wanted;
      try {
        const waitSeconds = Math.min(options.waitSeconds, Math.floor(left / 1000));
        const messages = await receive(sqs, options, wanted, waitSeconds);
        collected.receives += 1;
        for (const message of messages) {
          // Some servers give no id; the handle still tells it apart.
          const id = message.MessageId || message.ReceiptHandle;
          if (!id) continue;
          collected.messages.set(id, { ...message, MessageId: id });
          bodies += message.Body?.length ?? 0;
        }
        if (options.enough?.(collected.messages)) ended = true;
        if (bodies > mostBody && !ended) {
          ended = true;
          collected.cut ??= fail('TOO_LARGE', 'The look ended because its messages fill 64 MiB.', {
            resource: options.queueUrl,
          });
        }
        if (messages.length > 0) {
          collected.since ??= clock.now();
          empties = 0;
        } else if (++empties >= (waitSeconds > 0 ? 1 : emptyShortPolls)) {
          ended = true;
        }
      } catch (error) {
        ended = true;
        collected.cut ??= isFailure(error) ? error : fail('INTERNAL');
      } finally {
        asked -= wanted;
      }
    }
  };

  // A FIFO queue hides a group behind its first messages: parallel receives would only lock more groups.
  const wide = options.pollers ?? Math.ceil(count / SQS.receiveBatch);
  const pollers = options.fifo ? 1 : Math.min(manyPollers, wide);
  await Promise.all(Array.from({ length: pollers }, poll));
  return collected;
}

// Without the caller's signal: AWS may have handed messages out although nobody waits any more, and without their
// receipt handles they could not be released.
async function receive(
  sqs: SQSClient,
  { queueUrl, visibilitySeconds }: CollectOptions,
  wanted: number,
  waitSeconds: number,
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: wanted,
    WaitTimeSeconds: waitSeconds,
    VisibilityTimeout: visibilitySeconds,
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
    // The older name of the same, which some emulators alone understand.
    AttributeNames: ['All'],
  });
  const { Messages = [] } = await sqs.send(command);
  return Messages;
}
