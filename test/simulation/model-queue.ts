import type { Content } from '../../electron/backend/jobs/redrive/model.ts';
import type { Chance } from './virtual-time.ts';

/** A message in the model. */
export interface ModelMessage {
  id: string;
  content: Content;
  /** The original that it is a copy of; its own id where it is none. */
  origin: string;
  sentAt: number;
  sequence: string | null;
  receiveCount: number;
  visibleAt: number;
  handle: string | null;
  deletedAt: number | null;
}

/** What SQS promises of a queue, and nothing more. */
export interface ModelQueue {
  readonly fifo: boolean;
  readonly messages: ModelMessage[];
  receive(max: number, visibilityMs: number): ModelMessage[];
  send(content: Content, origin: string, dedupId: string | null): { id: string; sequence: string | null };
  /** Somebody sent a message under this deduplication id; it was taken and is gone. */
  used(dedupId: string): void;
  /** Puts a message in as it is: SQS keeps the MessageId when it moves one to a dead-letter queue. */
  put(message: Pick<ModelMessage, 'id' | 'content' | 'origin'>): void;
  /** `ok` says what AWS answers, `done` whether it had an effect. */
  remove(handle: string): { ok: boolean; done: ModelMessage | null };
  hide(handle: string, ms: number): boolean;
  counts(): { visible: number; inFlight: number; delayed: number };
}

const window = 5 * 60_000;
const handleId = (handle: string): string => handle.split('#')[0]!;

/** Makes a queue. Times come from `now`, chances from the seed. */
export function createModelQueue(name: string, fifo: boolean, now: () => number, chance: Chance): ModelQueue {
  const messages: ModelMessage[] = [];
  const sent = new Map<string, { at: number; id: string; sequence: string }>();
  let number = 0;
  let handles = 0;
  const alive = (message: ModelMessage): boolean => message.deletedAt === null;
  const hidden = (message: ModelMessage): boolean => alive(message) && message.visibleAt > now();
  const store = (id: string, content: Content, origin: string): ModelMessage => {
    number += 1;
    const message: ModelMessage = {
      id,
      content,
      origin,
      sentAt: now(),
      sequence: fifo ? String(18_870_000_000_000_000_000n + BigInt(number) * 256n) : null,
      receiveCount: 0,
      visibleAt: 0,
      handle: null,
      deletedAt: null,
    };
    messages.push(message);
    return message;
  };
  const give = (message: ModelMessage, visibilityMs: number): ModelMessage => {
    message.receiveCount += 1;
    message.visibleAt = now() + visibilityMs;
    message.handle = `${message.id}#${(handles += 1)}`;
    return { ...message };
  };

  const receiveStandard = (max: number, visibilityMs: number): ModelMessage[] => {
    const visible = messages.filter((message) => alive(message) && message.visibleAt <= now());
    const given = chance.shuffled(visible).slice(0, chance.between(1, max));
    // A server that missed the delete may show a message once more.
    const ghosts = messages.filter(({ deletedAt }) => deletedAt !== null && now() - deletedAt < 120_000);
    const ghost = chance.hit(0.02) ? chance.shuffled(ghosts)[0] : undefined;
    return [...given, ...(ghost ? [ghost] : [])].map((message) => give(message, visibilityMs));
  };
  const receiveFifo = (max: number, visibilityMs: number): ModelMessage[] => {
    const locked = new Set(messages.filter(hidden).map(({ content }) => content.groupId));
    const open = messages.filter((message) => alive(message) && !locked.has(message.content.groupId));
    const groups = chance.shuffled([...new Set(open.map(({ content }) => content.groupId))]);
    const order = groups.flatMap((group) => open.filter(({ content }) => content.groupId === group));
    return order.slice(0, chance.between(1, max)).map((message) => give(message, visibilityMs));
  };

  return {
    fifo,
    messages,
    receive: (max, visibilityMs) => (fifo ? receiveFifo : receiveStandard)(max, visibilityMs),
    send(content, origin, dedupId) {
      const known = dedupId === null ? undefined : sent.get(dedupId);
      // Accepted, and not stored.
      if (known && now() - known.at < window) return known;
      const { id, sequence } = store(`${name}-${number + 1}`, content, origin);
      if (fifo && dedupId !== null) sent.set(dedupId, { at: now(), id, sequence: sequence! });
      return { id, sequence };
    },
    used: (dedupId) => void sent.set(dedupId, { at: now(), id: `${name}-of-somebody`, sequence: '1' }),
    put: ({ id, content, origin }) => void store(id, content, origin),
    remove(handle) {
      const message = messages.find(({ id }) => id === handleId(handle));
      if (!message) return { ok: true, done: null };
      const expired = message.visibleAt <= now();
      if (fifo && (expired || message.handle !== handle)) return { ok: !alive(message), done: null };
      // An old handle is taken, and deletes nothing; one whose hold is over may or may not.
      if (message.handle !== handle || (expired && chance.hit(0.5))) return { ok: true, done: null };
      const first = alive(message);
      message.deletedAt = now();
      return { ok: true, done: first ? message : null };
    },
    hide(handle, ms) {
      const message = messages.find(({ id }) => id === handleId(handle));
      if (!message || !alive(message) || message.handle !== handle || message.visibleAt <= now())
        return false;
      message.visibleAt = now() + ms;
      return true;
    },
    counts: () => ({
      visible: messages.filter((message) => alive(message) && message.visibleAt <= now()).length,
      inFlight: messages.filter(hidden).length,
      delayed: 0,
    }),
  };
}
