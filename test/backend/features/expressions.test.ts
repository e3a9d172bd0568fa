import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
const filter = {};
let all = 0;
beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock(), seed: true });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  await test.client.captures.setPolicy({ profile: scope.profile, mode: 'keep' });
  const queueUrl = `${sandbox.url}/000000000000/orders-dlq`;
  await test.client.messages.peek({ scope, queueUrl, count: 500, waitSeconds: 1 });
  all = (await test.client.captures.search({ filter })).count ?? 0;
});
afterAll(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

const stage = 'error.stage = "reserve"';

describe('a predicate over kept messages', () => {
  it('is counted over all of them, with samples and the messages it fails on', async () => {
    const trial = await test.client.redrives.tryWhere({ filter, expression: stage });
    expect(trial).toMatchObject({
      total: all,
      asked: all,
      complete: true,
      matched: 41,
      failed: 0,
      faults: [],
    });
    expect(trial.samples).toHaveLength(20);
    const failing = await test.client.redrives.tryWhere({ filter, expression: '$uppercase(total) = "1"' });
    expect(failing.failed).toBeGreaterThan(100);
    expect(failing.faults[0]).toMatchObject({
      messageId: expect.stringMatching(/-/) as string,
      error: expect.stringContaining('uppercase') as string,
    });
  });

  it('is a filter of lists, groups and ids, and no filter when it is no expression', async () => {
    const where = { where: stage };
    const found = await test.client.captures.search({ filter: where });
    expect(found).toMatchObject({ count: 41, looked: { asked: all, total: all, failed: 0 } });
    const groups = await test.client.captures.groups({ filter: { ...where, text: 'Conflict' } });
    expect(groups).toMatchObject({ count: 41, causes: 1 });
    const messageIds = found.messages.slice(0, 7).map(({ messageId }) => messageId);
    expect((await test.client.captures.search({ filter: { ...where, messageIds } })).count).toBe(7);
    expect(await failureOf(test.client.captures.search({ filter: { where: 'a >' } }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'expression',
      numbers: { position: 3 },
    });
    // Without one nothing is said of it.
    expect((await test.client.captures.search({ filter })).looked).toBeNull();
  });

  it('that is none is refused with its place, where nothing is kept as well', async () => {
    const nothing = { text: 'nowhere to be found' };
    for (const call of [test.client.redrives.tryWhere, test.client.redrives.tryTransform]) {
      expect(await failureOf(call({ filter: nothing, expression: 'a.(' }))).toMatchObject({
        code: 'INVALID_INPUT',
        numbers: { line: 1, position: 3 },
      });
    }
  });

  it('deletes exactly what it means, however many it looks at', async () => {
    const gone = { where: 'error.stage = "nowhere"' };
    expect(await test.client.captures.remove({ choice: { filter: gone } })).toEqual({ removed: 0 });
    expect((await test.client.captures.search({ filter })).count).toBe(all);
  });
});

describe('a transform over kept messages', () => {
  it('is counted over all, shown by pages, and says why it fails', async () => {
    const expression = `error.stage = "reserve" ? $ ~> |$|{"retry": true}, ["error"]| : error ? $ : $error("no error")`;
    const first = await test.client.redrives.tryTransform({ filter, expression });
    const { counts, messages, cursor } = first;
    expect(counts).toMatchObject({ total: all, asked: all, changed: 41, complete: true });
    expect((counts?.changed ?? 0) + (counts?.unchanged ?? 0) + (counts?.failed ?? 0)).toBe(all);
    expect(counts?.reasons).toEqual([{ error: 'no error', count: counts?.failed }]);
    expect(messages).toHaveLength(20);
    const next = await test.client.redrives.tryTransform({ filter, expression, cursor });
    expect(next.counts).toBeNull();
    const ids = [...messages, ...next.messages].map(({ id }) => id);
    expect(new Set(ids).size).toBe(40);
    const changed = [...messages, ...next.messages].filter((each) => each.changed);
    for (const { before, after } of changed) {
      expect(JSON.parse(after?.body ?? '')).toMatchObject({ retry: true });
      expect(after?.attributes).toEqual(before.attributes);
    }
  });
});
