import { z } from 'zod';
import { capturesCauses } from './captures-causes.ts';
import { leftBy } from './captures-progress.ts';
import { capturesTake } from './captures-take.ts';
import { messageAttributes } from './messages.ts';
import { cursor, destroy, read, scope, stream, write } from './procedure.ts';

/** Whether bodies of a profile's messages may be kept on this machine, how long, and how much. */
export const capturePolicy = z.object({
  /** `unasked`: nobody has answered yet, and nothing is kept until then. */
  mode: z.enum(['keep', 'memory', 'unasked']),
  /** Days after the last sight. */
  days: z.number().min(0.01).max(3650),
  /** Bytes of messages, search index not counted; the oldest sights go first. */
  bytes: z
    .int()
    .min(1024 * 1024)
    .max(1024 ** 4),
});
/** See {@link capturePolicy}. */
export type CapturePolicy = z.infer<typeof capturePolicy>;

/** A queue of which messages were kept; an import has no scope. */
export const captureSource = z.object({
  id: z.number(),
  scope: scope.nullable(),
  /** Of an import: the queue that the export named, else ''. */
  queueUrl: z.string(),
  queue: z.string(),
  count: z.number(),
  /** Bytes of messages. */
  bytes: z.number(),
  /** Times of the oldest and the newest message (sent, else first seen), epoch ms. */
  first: z.number().nullable(),
  last: z.number().nullable(),
});
/** See {@link captureSource}. */
export type CaptureSource = z.infer<typeof captureSource>;

/** Which kept messages are meant; all given conditions hold. */
export const captureFilter = z.object({
  /** Part of the body, of an attribute, an id or the group; letters of either case. */
  text: z.string().max(1000).optional(),
  /** Ids of sources. */
  sources: z.array(z.number()).max(500).optional(),
  profile: z.string().optional(),
  /** Sent, else first seen, within so many ms before now; in place of `from`. */
  within: z.number().min(0).optional(),
  /** Sent, else first seen, at or after (epoch ms). */
  from: z.number().optional(),
  /** Sent, else first seen, before (epoch ms). */
  to: z.number().optional(),
  groupId: z.string().max(128).optional(),
  /** A message or system attribute that is there, and has this value when one is given. */
  attribute: z
    .object({ name: z.string().min(1).max(256), value: z.string().max(1000).optional() })
    .optional(),
  /** Bytes of body and attributes. */
  minSize: z.number().optional(),
  maxSize: z.number().optional(),
  /** True: those believed to be in their queue still; false: those that left it. See `captureCoverage`. */
  inQueue: z.boolean().optional(),
  /** A failure group: its key, and the path that it was grouped by, '' for the best evidence. */
  cause: z.object({ path: z.string().max(400), key: z.string().regex(/^[0-9a-f]{16}$/) }).optional(),
  /** Any of several failure groups of one path. */
  causes: z
    .object({
      path: z.string().max(400),
      keys: z
        .array(z.string().regex(/^[0-9a-f]{16}$/))
        .min(1)
        .max(200),
    })
    .optional(),
  /** A JSONata predicate, asked of what the other conditions leave; see `ExpressionMessage` of the backend. */
  where: z.string().max(20_000).optional(),
  messageIds: z.array(z.string().min(1).max(200)).max(100_000).optional(),
});
/** See {@link captureFilter}. */
export type CaptureFilter = z.infer<typeof captureFilter>;

/** A kept message in a list. */
export const capturedHit = z.object({
  id: z.number(),
  messageId: z.string(),
  source: z.number(),
  scope: scope.nullable(),
  queueUrl: z.string(),
  queue: z.string(),
  /** A part of the body, or of the attributes and ids when the text stands there; `match` is '' without a search. */
  snippet: z.object({
    before: z.string(),
    match: z.string(),
    after: z.string(),
    where: z.enum(['body', 'attributes']),
  }),
  size: z.number(),
  /** Sent, else first seen: the order of the list. */
  at: z.number(),
  sentAt: z.number().nullable(),
  receiveCount: z.number().nullable(),
  groupId: z.string().nullable(),
  firstSeen: z.number(),
  lastSeen: z.number(),
  /** What took it out of its queue, and when (epoch ms); null while it is believed to be there. */
  left: z.object({ by: leftBy, at: z.number() }).nullable(),
});
/** See {@link capturedHit}. */
export type CapturedHit = z.infer<typeof capturedHit>;

/** A kept message in full. */
export const capturedMessage = capturedHit.omit({ snippet: true }).extend({
  body: z.string(),
  attributes: messageAttributes,
  /** System attributes as AWS returned them at the last sight. */
  system: z.record(z.string(), z.string()),
  /** Where an imported message had been seen; null for messages seen here. */
  origin: z.object({ profile: z.string(), region: z.string(), queueUrl: z.string() }).nullable(),
});
/** See {@link capturedMessage}. */
export type CapturedMessage = z.infer<typeof capturedMessage>;

/** What to act on: chosen messages, or all that a filter means. */
export const captureChoice = z.union([
  z.object({ ids: z.array(z.number()).min(1).max(10_000) }),
  z.object({ filter: captureFilter }),
]);
/** See {@link captureChoice}. */
export type CaptureChoice = z.infer<typeof captureChoice>;

/** A filter under a name. */
export const savedFilter = z.object({ id: z.string(), name: z.string(), filter: captureFilter });
/** See {@link savedFilter}. */
export type SavedFilter = z.infer<typeof savedFilter>;

/** What is kept, in numbers. */
export const captureSize = z.object({
  count: z.number(),
  /** Bytes of messages. */
  bytes: z.number(),
  /** Bytes of the data file on the disk: search index, journal and all. */
  fileBytes: z.number(),
  /** Profiles of which something is kept, or that were asked. Imports stand under ''. */
  profiles: z.array(
    z.object({ profile: z.string(), count: z.number(), bytes: z.number(), policy: capturePolicy }),
  ),
});
/** See {@link captureSize}. */
export type CaptureSize = z.infer<typeof captureSize>;

/** A line of an import that is no message. */
export const importFault = z.object({
  /** Counted from 1. */
  line: z.number(),
  /** Why, as a code of `domain/message/export-format.ts`. */
  code: z.string(),
  field: z.string().nullable(),
  message: z.string(),
});
/** See {@link importFault}. */
export type ImportFault = z.infer<typeof importFault>;

/**
 * Where the cause of a failed message is known from: `eventbridge`, `lambda`, `sns`: the attributes that the service
 * adds when it gives up; `body`: an error field of the body; `attribute`: an error attribute that the application set;
 * `shape`: only the names and types of the JSON; `cut`: JSON that ends too early; `encoded`: base64; `text`: no JSON;
 * `path`: the field that was asked for; `missing`: the body has no such field.
 */
export const causeKind = z.enum([
  'eventbridge',
  'lambda',
  'sns',
  'body',
  'attribute',
  'shape',
  'cut',
  'encoded',
  'text',
  'path',
  'missing',
]);
/** See {@link causeKind}. */
export type CauseKind = z.infer<typeof causeKind>;

/** Kept messages that failed alike. */
export const failureGroup = z.object({
  /** Equal for equal causes, in every queue and at every time. */
  key: z.string(),
  kind: causeKind,
  /** The attribute or the path in the body that says so; '' where it is the body as a whole. */
  from: z.string(),
  /** With placeholders such as `{n}`; '' for an empty body or a missing field. */
  title: z.string(),
  count: z.number(),
  /** Times of the oldest and the newest message (sent, else first seen), epoch ms. */
  first: z.number(),
  last: z.number(),
  /** The queues that they were kept of, by `captureSource`, most messages first. */
  queues: z.array(z.object({ source: z.number(), queue: z.string(), count: z.number() })),
  /** How many in each of 72 equal spans between `from` and `to` of the answer. */
  histogram: z.array(z.number()),
  /** Id of the message that was kept last. */
  sample: z.number(),
  /** `by`: the user's name on the machine where it was written; null where that is not known. */
  note: z.object({ text: z.string(), at: z.number(), by: z.string().nullable() }).nullable(),
});
/** See {@link failureGroup}. */
export type FailureGroup = z.infer<typeof failureGroup>;

/**
 * How far the expression of a filter was asked; null without one. `asked` below `total`: time was up, and only the
 * messages kept last were looked at. `failed`: on so many it failed, and they are left out.
 */
const looked = z.object({ asked: z.number(), total: z.number(), failed: z.number() }).nullable();

export const captures = {
  ...capturesTake,
  ...capturesCauses(captureFilter),
  /** What was decided for a profile. */
  policy: read(z.object({ profile: z.string() }), capturePolicy),
  /** Decides for a profile; what was seen and is still in memory goes with it. Less room applies at once. */
  setPolicy: write(
    z.object({
      profile: z.string(),
      mode: z.enum(['keep', 'memory']),
      days: capturePolicy.shape.days.optional(),
      bytes: capturePolicy.shape.bytes.optional(),
    }),
    capturePolicy,
    { resource: 'profile', touches: ['messages'] },
  ),
  /** A page of 100, newest first. `count` comes with the first page only. */
  search: read(
    z.object({ filter: captureFilter, cursor }),
    z.object({
      messages: z.array(capturedHit),
      cursor,
      count: z.number().nullable(),
      looked,
      /** Milliseconds. */
      took: z.number(),
    }),
  ),
  /** Kept messages by cause, most messages first; the 200 largest groups. INVALID_INPUT when the path is none. */
  groups: read(
    z.object({
      filter: captureFilter,
      /** A field of the body, such as `error.type`; '' for the best evidence that each message carries. */
      path: z.string().trim().max(400).default(''),
    }),
    z.object({
      groups: z.array(failureGroup),
      /** How many groups there are, and messages in all of them. */
      causes: z.number(),
      count: z.number(),
      /** The span of the histograms, epoch ms; both 0 without messages. */
      from: z.number(),
      to: z.number(),
      /** Fields of the bodies that may tell causes apart, best first. */
      paths: z.array(z.string()),
      looked,
      /** Milliseconds. */
      took: z.number(),
    }),
  ),
  /** Keeps a note on a group, in place of the one before; '' drops it. Forgetting one of the profiles forgets it. */
  note: write(
    z.object({
      key: z.string().regex(/^[0-9a-f]{16}$/),
      /** Ids of the sources that hold messages of the group. */
      sources: z.array(z.number()).min(1).max(500),
      text: z.string().trim().max(2000),
    }),
    z.object({}),
  ),
  /** One message. NOT_FOUND when it is not kept (any more). */
  get: read(z.object({ id: z.number() }), capturedMessage),
  sources: read(z.object({}), z.array(captureSource)),
  size: read(z.object({}), captureSize),
  /** Deletes for good: from the data, the search index and the journal files. */
  remove: destroy(z.object({ choice: captureChoice }), z.object({ removed: z.number() }), {
    touches: ['messages'],
  }),
  /** Deletes everything kept of a profile, what is in memory included. Its policy stays. */
  forget: destroy(z.object({ profile: z.string() }), z.object({ removed: z.number() }), {
    resource: 'profile',
    touches: ['messages'],
  }),
  /** Lines of JSON (see `domain/message/export-format.ts`) in parts, oldest first. */
  export: stream(
    read(z.object({ choice: captureChoice }), z.object({ lines: z.string(), count: z.number() })),
  ),
  /** Takes whole lines in; what is no message is named by its line and left out. Parts of one file go in turn. */
  import: write(
    z.object({ lines: z.string().max(8 * 1024 * 1024), firstLine: z.int().min(1).default(1) }),
    z.object({ imported: z.number(), refused: z.number(), faults: z.array(importFault) }),
  ),
  filters: read(z.object({}), z.array(savedFilter)),
  /** Keeps a filter under a name, in place of one of the same name. */
  saveFilter: write(
    z.object({ name: z.string().trim().min(1).max(80), filter: captureFilter }),
    savedFilter,
    { resource: 'name' },
  ),
  removeFilter: destroy(z.object({ id: z.string(), name: z.string() }), z.object({}), { resource: 'name' }),
};
