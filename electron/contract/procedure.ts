import { eventIterator, oc, type ContractProcedure } from '@orpc/contract';
import { z } from 'zod';
import { failureCodes, failureData, type FailureCode } from './failure.ts';

/** Every feature, by its one plural noun: contract file, handler, renderer folder, cache prefix and audit prefix. */
export const features = [
  'profiles',
  'queues',
  'messages',
  'captures',
  'topics',
  'subscriptions',
  'jobs',
  'redrives',
  'audit',
  'settings',
] as const;

/** See {@link features}. */
export type Feature = (typeof features)[number];

/**
 * What a call does to the world, from harmless to irreversible. The effect alone decides what a read-only profile
 * refuses, what is audited, what asks first, which cached queries drop and what may be retried.
 *
 * - `read` changes nothing and may be retried.
 * - `look` changes receive counts or visibility (a peek); refused on a read-only profile unless it "may peek".
 * - `write` creates or changes something.
 * - `destroy` cannot be taken back (delete, purge, remove).
 */
export type Effect = 'read' | 'look' | 'write' | 'destroy';

/** What every procedure says of itself. */
export interface ProcedureMeta {
  effect: Effect;
  /** Features whose cached queries drop after this call, besides its own. */
  touches: readonly Feature[];
  /** True when the output is a stream of events. */
  stream: boolean;
  /** The input field that names the resource: what is audited, and what a guarded profile asks to repeat. */
  resource: string | undefined;
}

/** A profile in one region: the place that a call goes to. */
export const scope = z.object({
  profile: z.string().min(1),
  region: z.string().regex(/^[a-z0-9-]{2,32}$/, 'A region is written like eu-central-1.'),
});

/** See {@link scope}. */
export type Scope = z.infer<typeof scope>;

/** Which page of a long list is wanted; absent means the first. */
export const cursor = z.string().optional();

const effectFields = {
  /** Id chosen by the caller, by which `audit.outcome` tells what became of the call after a lost connection. */
  callId: z.uuid().optional(),
  /** On a guarded profile: the name of the resource, repeated. */
  confirmation: z.string().optional(),
};

type FailureMap = Record<FailureCode, { data: typeof failureData }>;
const failureMap = Object.fromEntries(
  failureCodes.map((code) => [code, { data: failureData }]),
) as FailureMap;

const idle: ProcedureMeta = { effect: 'read', touches: [], stream: false, resource: undefined };
const base = oc.$meta<ProcedureMeta>(idle).errors(failureMap);

/** What `look`, `write` and `destroy` need to say besides input and output. */
export interface EffectOptions<Shape extends z.core.$ZodShape> {
  /** The input field that names the resource. */
  resource?: keyof Shape & string;
  touches?: readonly Feature[];
}

function effective(effect: Effect) {
  return <Shape extends z.core.$ZodShape, Output extends z.ZodType>(
    input: z.ZodObject<Shape>,
    output: Output,
    options: EffectOptions<Shape> = {},
  ) =>
    base
      .meta({ ...idle, effect, touches: options.touches ?? [], resource: options.resource })
      .input(input.extend(effectFields))
      .output(output);
}

/** Declares a procedure that changes nothing. */
export const read = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) =>
  base.meta(idle).input(input).output(output);

/** Declares a procedure that changes receive counts or visibility, and nothing else. */
export const look = effective('look');
/** Declares a procedure that creates or changes something. */
export const write = effective('write');
/** Declares a procedure that cannot be taken back. */
export const destroy = effective('destroy');

/** Turns a read into one that watches: its output becomes a stream of what one read gives. */
export const stream = <Input extends z.ZodType, Output extends z.ZodType>(
  procedure: ContractProcedure<Input, Output, FailureMap, ProcedureMeta>,
) => {
  const { inputSchema, outputSchema, meta } = procedure['~orpc'];
  if (!inputSchema || !outputSchema) throw new TypeError('A stream needs an input and an output schema.');
  return base
    .meta({ ...meta, stream: true })
    .input(inputSchema)
    .output(eventIterator(outputSchema));
};
