import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFailure } from '../../electron/backend/failures.ts';
import { contract, type ProcedureMeta } from '../../electron/contract/index.ts';
import {
  failureOf,
  startAnswering,
  startTestBackend,
  type Answering,
  type TestBackend,
} from '../support/backend.ts';

interface Guarded {
  path: string;
  meta: ProcedureMeta;
  schema: z.ZodObject;
}

/** Every look, write and destroy of the contract that goes to a profile: a new procedure is covered by itself. */
const guarded: Guarded[] = Object.entries(contract).flatMap(([feature, procedures]) =>
  Object.entries(procedures).flatMap(([name, procedure]): Guarded[] => {
    const { meta, inputSchema } = procedure['~orpc'];
    const schema = inputSchema as unknown;
    if (meta.effect === 'read' || !(schema instanceof z.ZodObject) || !('scope' in schema.shape)) return [];
    return [{ path: `${feature}.${name}`, meta, schema }];
  }),
);

const scope = { profile: 'guarded', region: 'us-east-1' };
const candidates = [
  scope,
  'arn:aws:sns:us-east-1:000000000000:orders',
  '5f0f8e6c-2f3f-4c3e-9d0a-111111111111',
  's3://bucket/key',
  1,
  true,
  {},
  [],
];

/** A value that a schema takes: the simplest that is known, else made of its parts. */
function valueOf(type: z.core.$ZodType): unknown {
  const fits = (value: unknown): boolean => z.safeParse(type, value).success;
  const known = [undefined, ...candidates].find(fits);
  if (known !== undefined || fits(undefined)) return known;
  if (type instanceof z.ZodObject) return sampleOf(type);
  if (type instanceof z.ZodArray) return [valueOf(type.element)];
  if (type instanceof z.ZodEnum) return type.options[0];
  if (type instanceof z.ZodLiteral) return type.value;
  if (type instanceof z.ZodUnion) return type.options.map(valueOf).find(fits);
  return undefined;
}

function sampleOf(schema: z.ZodObject): Record<string, unknown> {
  const fields = Object.entries(schema.shape).map(([field, type]) => [field, valueOf(type)] as const);
  return schema.parse(Object.fromEntries(fields.filter(([, value]) => value !== undefined)));
}

let endpoint: Answering;
let test: TestBackend;

beforeEach(async () => {
  endpoint = await startAnswering(() => ({ status: 400, body: '{"__type":"x#Refused","message":"no"}' }));
  test = await startTestBackend();
  test.host.writeConfig(
    `[profile guarded]\nregion = us-east-1\nendpoint_url = ${endpoint.url}\naws_access_key_id = a\naws_secret_access_key = b\n`,
  );
});
afterEach(async () => {
  await test.close();
  await endpoint.close();
});

const call = (path: string, input: object): Promise<unknown> => {
  const [feature, name] = path.split('.') as [keyof typeof test.client, string];
  const procedures = test.client[feature] as unknown as Record<string, (input: object) => Promise<unknown>>;
  return procedures[name]!(input);
};
/** What came of a call that the guard let pass: it may fail for any other reason, or start what it is for. */
const outcomeOf = (path: string, input: object): Promise<string> =>
  call(path, input).then(
    () => 'done',
    (error: unknown) => (isFailure(error) ? error.code : Promise.reject(error)),
  );
const guardAs = (guard: 'open' | 'confirm' | 'read-only', mayPeek = false): Promise<unknown> =>
  test.client.profiles.configure({ profile: 'guarded', guard, mayPeek });
const lastEntry = async () => (await test.client.audit.list({})).entries[0];

it('finds procedures to guard', () => {
  expect(guarded.map(({ path }) => path)).toContain('messages.send');
});

describe.each(guarded)('$path', ({ path, meta, schema }) => {
  it('is refused on a read-only profile before any request goes out, and the refusal is recorded', async () => {
    await guardAs('read-only');
    const failure = await failureOf(call(path, sampleOf(schema)));
    expect(failure.code).toBe('READ_ONLY_PROFILE');
    expect(endpoint.asked).toEqual([]);
    expect(await lastEntry()).toMatchObject({
      action: path,
      effect: meta.effect,
      profile: 'guarded',
      outcome: 'refused',
      failure: { code: 'READ_ONLY_PROFILE' },
    });
  });

  it('passes a read-only profile that may peek only when it is a look', async () => {
    await guardAs('read-only', true);
    const code = await outcomeOf(path, sampleOf(schema));
    if (meta.effect === 'look') expect(code).not.toBe('READ_ONLY_PROFILE');
    else expect(code).toBe('READ_ONLY_PROFILE');
  });

  it('asks on a guarded profile for the name, and takes nothing else', async () => {
    await guardAs('confirm');
    const first = await failureOf(call(path, sampleOf(schema)));
    expect(first.code).toBe('CONFIRMATION_NEEDED');
    const named = meta.resource ? String(sampleOf(schema)[meta.resource]).split(/[/:]/).at(-1) : 'guarded';
    expect(first.confirmation).toBe(named);
    const wrong = await failureOf(call(path, { ...sampleOf(schema), confirmation: 'something-else' }));
    expect(wrong.code).toBe('CONFIRMATION_NEEDED');
    expect(endpoint.asked).toEqual([]);
    const right = await outcomeOf(path, { ...sampleOf(schema), confirmation: first.confirmation });
    expect(right).not.toBe('CONFIRMATION_NEEDED');
  });

  it('asks nothing on an open profile', async () => {
    await guardAs('open');
    const code = await outcomeOf(path, sampleOf(schema));
    expect(['READ_ONLY_PROFILE', 'CONFIRMATION_NEEDED']).not.toContain(code);
  });
});

it('lets reads pass on a read-only profile', async () => {
  await guardAs('read-only');
  expect((await failureOf(test.client.queues.list({ scope }))).code).toBe('AWS_REFUSED');
  expect(endpoint.asked.map(({ action }) => action)).toEqual(['ListQueues']);
});

it('never guards what stays on this machine, so that a guard can be lifted again', async () => {
  await guardAs('read-only');
  await guardAs('open');
  expect(await lastEntry()).toMatchObject({
    action: 'profiles.configure',
    profile: 'guarded',
    outcome: 'done',
    summary: { guardBefore: 'read-only', guardAfter: 'open' },
  });
});
