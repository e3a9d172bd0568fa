import { z } from 'zod';
import { failure } from './failure.ts';
import { hold, receiveBudget, seenColumn, seenMatch, seenMessage } from './messages-seen.ts';
import { cursor, destroy, look, read, scope } from './procedure.ts';

const queue = { scope, queueUrl: z.string().min(1) };
const messageId = z.string().min(1);
const notDone = z.array(z.object({ messageId, failure }));

/** Which messages an act is about, and how far it may search for those that are not held. */
const chosen = {
  ...queue,
  messageIds: z.array(messageId).min(1).max(1000),
  /** Messages received at most while searching; each of them uses up one receive. */
  most: z.int().min(1).max(10_000).default(1000),
  /** Searches although that could dead-letter a message. */
  force: z.boolean().default(false),
};
/** How a search went. */
const searched = {
  /** Neither held nor met again: gone, in somebody's hands, delayed, or beyond what was searched. */
  notFound: z.array(messageId),
  /** Found, but the act failed. */
  failed: notDone,
  /** Receive calls made. */
  receives: z.number(),
  /** Messages received, those searched for included. */
  received: z.number(),
  /** Messages in the way that were made visible again. */
  released: z.number(),
  /** Messages in the way that come back only when their visibility ends. */
  notReleased: notDone,
  /** Why the search ended early; null when it did not. */
  cut: failure.nullable(),
};
const onQueue = { resource: 'queueUrl', touches: ['queues'] } as const;

/** Looking into queues, and acting on what was seen. */
export const messagesLook = {
  /** What the next look costs; makes no receive. */
  budget: read(z.object(queue), receiveBudget),
  /**
   * What was seen in this queue so far, newest first, page by page, long bodies shortened; and what is held. Costs no
   * receive.
   */
  seen: read(
    z.object({ ...queue, cursor }),
    z.object({ messages: z.array(seenMessage), holds: z.array(hold), total: z.number(), cursor }),
  ),
  /** One message that was seen, whole. NOT_FOUND when it is not kept any more. */
  one: read(z.object({ ...queue, messageId }), seenMessage),
  /** Which seen messages hold a text, in body, unwrapped body, attributes or ids; case does not matter. */
  find: read(
    z.object({ ...queue, text: z.string().min(1).max(1000) }),
    z.object({ matches: z.array(seenMatch) }),
  ),
  /** Values of chosen columns by MessageId, in the order of `columns`; what is not there is null. */
  pick: read(
    z.object({ ...queue, columns: z.array(seenColumn).min(1).max(8) }),
    z.object({ values: z.record(z.string(), z.array(z.string().nullable())) }),
  ),
  /**
   * Long-polls until `count` distinct messages or an empty answer, then releases all (or keeps hold, when asked).
   * Raises the receive count of each message by one. Fails with RECEIVE_BUDGET when that could dead-letter one, unless
   * `force`. Where the endpoint has a view of its own (`budget.view`) nothing is received, unless hold is kept.
   */
  peek: look(
    z.object({
      ...queue,
      count: z.int().min(1).max(1000).default(10),
      /** Long poll, seconds. */
      waitSeconds: z.int().min(0).max(20).default(1),
      /** How long messages are hidden at most while the look collects, seconds. */
      visibilitySeconds: z.int().min(5).max(43_200).default(30),
      keepHold: z.boolean().default(false),
      force: z.boolean().default(false),
      /** False shortens long bodies as `seen` does. */
      whole: z.boolean().default(true),
    }),
    z.object({
      lookId: z.string(),
      messages: z.array(seenMessage),
      /** Receive calls made. */
      receives: z.number(),
      released: z.number(),
      /** Messages whose release failed: they come back by themselves when the visibility ends. */
      notReleased: notDone,
      hold: hold.nullable(),
      budget: receiveBudget,
      /** The emulator whose view was read in place of a receive; null when messages were received. */
      view: z.string().nullable(),
      /** Why the look ended early though messages were shown; null when it did not. */
      cut: failure.nullable(),
    }),
    onQueue,
  ),
  /** Ends a kept hold: makes its messages visible again. */
  release: look(
    z.object({ ...queue, lookId: z.string() }),
    z.object({ released: z.number(), notReleased: z.number() }),
    onQueue,
  ),
  /** Lets a kept hold end so many seconds from now. INVALID_INPUT beyond 12 hours after the receive. */
  extend: look(
    z.object({ ...queue, lookId: z.string(), seconds: z.int().min(1).max(43_200) }),
    z.object({ hold: hold.nullable(), notExtended: notDone }),
    onQueue,
  ),
  /** What an act on these messages would take; makes no receive. */
  reach: read(
    z.object({ ...queue, messageIds: chosen.messageIds, most: chosen.most }),
    z.object({
      /** Held already: no receive is needed. */
      held: z.number(),
      /** To be searched by receiving. */
      missing: z.number(),
      /** Messages that wait, about; null when it could not be read. */
      visible: z.number().nullable(),
      /** Messages that may be received at most, each using up one receive. */
      received: z.number(),
      /** Receive calls for these. */
      calls: z.number(),
      budget: receiveBudget,
    }),
  ),
  /**
   * Changes when messages can be received again, in seconds from now. Those that are not held are searched by
   * receiving; what stays hidden afterwards is held until then.
   */
  changeVisibility: look(
    z.object({ ...chosen, seconds: z.int().min(0).max(43_200) }),
    z.object({ changed: z.array(messageId), hold: hold.nullable(), ...searched }),
    onQueue,
  ),
  /**
   * Deletes messages from the queue. A handle is used only while it surely holds its message: with an old one a standard
   * queue answers 200 and deletes nothing. Those that are not held are therefore searched by receiving.
   */
  remove: destroy(z.object(chosen), z.object({ deleted: z.array(messageId), ...searched }), onQueue),
  /**
   * The object that a seen message points to. Its size is asked first: TOO_LARGE, with `numbers.size`, beyond `most`
   * bytes. The place comes from the message; one that is typed needs no message that is still known.
   */
  object: read(
    z.object({
      ...queue,
      messageId,
      most: z
        .int()
        .min(1)
        .max(64 * 1024 * 1024)
        .default(5 * 1024 * 1024),
      typed: z.object({ bucket: z.string().min(3).max(255), key: z.string().min(1).max(1024) }).optional(),
    }),
    z.object({
      bucket: z.string(),
      key: z.string(),
      size: z.number(),
      contentType: z.string().nullable(),
      /** Epoch ms. */
      modifiedAt: z.number().nullable(),
      /** Base64. */
      content: z.string(),
    }),
  ),
};
