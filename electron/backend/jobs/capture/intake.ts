import type { Message } from '@aws-sdk/client-sqs';
import type { SeenMessage } from '../../../contract/messages.ts';
import { fail } from '../../failures.ts';
import { seenLimits } from '../../features/messages/seen.ts';
import { isIntact, toSeenMessage } from '../../features/messages/to-seen.ts';
import type { HeldRow } from '../../store/capture-handles.ts';
import type { Deadline } from '../clock.ts';
import type { CaptureDesk } from './desk.ts';

/** Takes in what receives bring: in hand at once, and on disk before the next receive of the same lane. */
export interface Intake {
  /** Resolves once the messages and their handles are kept; answers how many this run had not met. */
  take(messages: readonly Message[], before: Deadline): Promise<number>;
}

interface Waiting {
  messages: SeenMessage[];
  rows: HeldRow[];
  done(): void;
}

/** Of what a policy lets a profile keep, a capture takes so much at most: what it takes must not push itself out. */
const share = 0.8;
/** Ids, attributes and index beside a message's own bytes. */
const overhead = 1024;

/** Makes the intake of a capture. Receives that end together are written in one transaction. */
export function createIntake(desk: CaptureDesk): Intake {
  const { job, epoch, clock, grips, met, before: earlier, captures, handles, progress, tally } = desk;
  const { source } = job;
  const place = { ...source.scope, queueUrl: source.queueUrl };
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let bytes = 0;

  const room = (): number => {
    const policy = captures.policies.get(place.profile);
    return policy.mode === 'keep' ? policy.bytes * share : seenLimits.bytes;
  };
  const write = async (): Promise<void> => {
    // What other lanes bring in this turn goes along.
    await new Promise<void>((resume) => setImmediate(resume));
    while (waiting.length > 0) {
      const part = waiting;
      waiting = [];
      const messages = part.flatMap((one) => one.messages);
      const rows = part.flatMap((one) => one.rows);
      try {
        const kept = captures.add(place, messages, () => handles.hold(job.id, epoch, rows, clock.now()));
        progress.kept = kept > 0 ? 'disk' : 'memory';
        if (kept === 0) await desk.remember(source, messages);
        else if (captures.isOverdue(place.profile, clock.now())) await desk.tidy();
      } catch (error) {
        desk.fail(error);
      }
      for (const { done } of part) done();
    }
    writing = null;
  };
  const save = (messages: SeenMessage[], rows: HeldRow[]): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ messages, rows, done: resolve });
      writing ??= write();
    });

  /** Remembers a sight. True when this run had not met the message. */
  const meet = ({ messageId, receiveCount, system }: SeenMessage): boolean => {
    const count = receiveCount ?? 0;
    const last = met.get(messageId) ?? earlier.get(messageId);
    if (last !== undefined && count > last + 1) tally.otherReader = true;
    const isNew = !met.has(messageId);
    if (!isNew) progress.again += 1;
    earlier.delete(messageId);
    met.set(messageId, count);
    if (desk.maxReceiveCount !== null && count >= desk.maxReceiveCount && !desk.order.force)
      desk.end({ kind: 'why', why: 'budget' });
    if (system.MessageGroupId !== undefined && progress.groups && isNew) groups.add(system.MessageGroupId);
    return isNew;
  };
  const groups = new Set<string>();
  /** Groups that may have more behind what a full receive brought: the last one it began, or ten of one. */
  const deeper = new Set<string>();
  const lookDeeper = (messages: readonly SeenMessage[], isFull: boolean): void => {
    if (!progress.groups) return;
    const last = messages.at(-1)?.system.MessageGroupId;
    if (isFull && last !== undefined) deeper.add(last);
    progress.groups = { met: groups.size, deeper: deeper.size };
  };

  return {
    async take(received, before) {
      const at = clock.now();
      const damaged = received.find((message) => !isIntact(message));
      const whole = received.filter((message) => isIntact(message));
      const held = received.flatMap(({ MessageId, ReceiptHandle }) =>
        ReceiptHandle ? [{ messageId: MessageId || ReceiptHandle, receiptHandle: ReceiptHandle }] : [],
      );
      const grip = grips.take(held, before);
      const handleOf = new Map(held.map(({ messageId, receiptHandle }) => [messageId, receiptHandle]));
      // Some servers give no id; the handle still tells it apart.
      const messages = whole.flatMap((message) => {
        const messageId = message.MessageId || message.ReceiptHandle;
        return messageId ? [toSeenMessage({ ...message, MessageId: messageId }, at)] : [];
      });
      const found = messages.filter((message) => meet(message)).length;
      lookDeeper(messages, received.length === 10);
      bytes += messages.reduce((sum, { size }) => sum + size + overhead, 0);
      tally.seen = met.size + earlier.size;
      tally.holding = grips.size;
      progress.latest = grips.latest;
      const rows = messages.flatMap((message): HeldRow[] => {
        const handle = handleOf.get(message.messageId);
        if (handle === undefined) return [];
        const { messageId, sentAt, receiveCount, size, system } = message;
        const groupId = system.MessageGroupId ?? null;
        return [{ messageId, handle, holdUntil: grip.until.wall, groupId, sentAt, receiveCount, size }];
      });
      if (messages.length > 0) await save(messages, rows);
      if (bytes >= room()) desk.end({ kind: 'why', why: 'room' });
      if (damaged) {
        const text = 'A message differs from the digest that came with it.';
        desk.fail(fail('CORRUPT', text, { resource: damaged.MessageId }));
      }
      return found;
    },
  };
}
