import { z } from 'zod';
import { failure } from './failure.ts';
import { read, scope, write } from './procedure.ts';
import { queueCounts } from './queues.ts';

/** A message move task of SQS, as ListMessageMoveTasks tells it. Counts are approximate. */
export const moveTask = z.object({
  /** What cancels it; null unless it runs. */
  handle: z.string().nullable(),
  state: z.enum(['running', 'completed', 'cancelling', 'cancelled', 'failed', 'unknown']),
  /** ARN; null: each message goes back to the queue that it came from. */
  destination: z.string().nullable(),
  /** Messages a second; null: AWS chooses. */
  rate: z.number().nullable(),
  moved: z.number(),
  /** How many the queue held when the task began; `moved` may pass it. Null while AWS has not counted. */
  total: z.number().nullable(),
  /** AWS's code, such as `AWS.SimpleQueueService.NonExistentQueue`; failed tasks only. */
  failureReason: z.string().nullable(),
  /** Epoch ms. */
  startedAt: z.number().nullable(),
});
/** See {@link moveTask}. */
export type MoveTask = z.infer<typeof moveTask>;

/** The newest move task of a queue, as far as it could be read. */
export const latestTask = z.object({
  url: z.string(),
  /** Null: none in AWS's memory, or not read. */
  task: moveTask.nullable(),
  failure: failure.nullable(),
});
/** See {@link latestTask}. */
export type LatestTask = z.infer<typeof latestTask>;

/** Every restriction that AWS sets a move task. [SQS API StartMessageMoveTask; SQS guide, dead-letter queue redrive] */
export const restrictionCodes = [
  'dead-letter-queue',
  'no-task',
  'other-queue',
  'exists',
  'same-type',
  'same-account',
  'same-region',
  'origins',
  'size',
  'rate',
  'duration',
  'account-tasks',
  'permission',
  'key',
  'network-policy',
] as const;

/**
 * One restriction, judged before the start: it `holds`, it `fails` (AWS will refuse, or the task will end early), or it is
 * `unknown` until AWS answers. The page has a sentence for each code and mark.
 */
export const restriction = z.object({
  code: z.enum(restrictionCodes),
  mark: z.enum(['holds', 'fails', 'unknown']),
  numbers: z.record(z.string(), z.number()).default({}),
  /** A queue or key that it is about. */
  resource: z.string().nullable().default(null),
  /** Why it could not be read. */
  failure: failure.nullable().default(null),
});
/** See {@link restriction}. */
export type Restriction = z.infer<typeof restriction>;

/** What a message loses on its way, since it is sent anew. */
const moveTaskChanges = z.enum([
  'messageId',
  'sentAt',
  'retention',
  'receiveCount',
  'deadLetterSource',
  'sequence',
  'deduplicationId',
]);

/** What is known of a native redrive before it starts. */
export const preflight = z.object({
  sourceArn: z.string(),
  account: z.string(),
  /** What the queue holds; null when its attributes may not be read. Only what is visible is moved. */
  counts: queueCounts.nullable(),
  /** ARNs or URLs of the queues that name this one as their DLQ; null when not known. */
  sources: z.array(z.string()).nullable(),
  restrictions: z.array(restriction),
  changes: z.array(moveTaskChanges),
});
/** See {@link preflight}. */
export type Preflight = z.infer<typeof preflight>;

const queue = { scope, queueUrl: z.string().min(1) };
const target = {
  /** ARN of the queue that gets all messages; absent: each message goes back to the queue that it came from. */
  destination: z.string().min(1).optional(),
  /** Messages a second, 1 to 500; absent: AWS chooses, and varies it. */
  rate: z.int().optional(),
};

/** SQS's own redrive of a whole dead-letter queue: message move tasks. */
export const redrivesTasks = {
  /** The last ten move tasks of a queue, newest first: all that AWS remembers. Empty for a queue that is no DLQ. */
  tasks: read(z.object(queue), z.object({ tasks: z.array(moveTask) })),
  /** The newest move task of up to 100 queues, a call a queue; one that fails carries its failure. */
  latest: read(z.object({ scope, urls: z.array(z.string().min(1)).min(1).max(100) }), z.array(latestTask)),
  /** Judges each restriction of AWS; starts nothing. */
  preflight: read(z.object({ ...queue, ...target }), preflight),
  /**
   * Starts a move task (StartMessageMoveTask, sent once): AWS moves every visible message, oldest first. CONFLICT when a
   * task runs already, INVALID_INPUT for a rate out of range.
   */
  start: write(
    z.object({ ...queue, ...target }),
    z.object({ handle: z.string(), before: queueCounts.nullable() }),
    {
      resource: 'queueUrl',
      touches: ['queues', 'messages'],
    },
  ),
  /** Cancels a running task. What was moved stays moved, and some more may be. CONFLICT when it does not run any more. */
  stop: write(
    z.object({ ...queue, handle: z.string().min(1) }),
    /** How many had been moved when AWS took the cancel. */
    z.object({ moved: z.number() }),
    { resource: 'queueUrl', touches: ['queues', 'messages'] },
  ),
};
