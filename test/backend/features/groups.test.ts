import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import failures from '../../../resources/sandbox/failures.json' with { type: 'json' };
import {
  failureOf,
  sandboxScope as scope,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
beforeAll(async () => {
  sandbox = await startTestSandbox({ clock: createSettableClock(), seed: true });
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  await test.client.captures.setPolicy({ profile: scope.profile, mode: 'keep' });
  const queueUrl = `${sandbox.url}/000000000000/orders-dlq`;
  await test.client.messages.peek({ scope, queueUrl, count: 500, waitSeconds: 1 });
});
afterAll(async () => {
  await test.close();
  await sandbox.close();
  sandbox.clock.close();
});

describe('the failed orders of the sample', () => {
  it('fall into exactly the causes that they were made of', async () => {
    const { groups } = await test.client.captures.groups({ filter: {} });
    const title = ({ error, attributes }: (typeof failures)[number]): RegExp => {
      if (error) return new RegExp(`^${error.type}: `);
      if (!attributes) return /orderId/;
      return attributes.ERROR_CODE ? /^NO_PERMISSIONS: / : /^200: Task timed out after \{n\} seconds$/;
    };
    for (const failure of failures) {
      const found = groups.filter(({ title: text, count }) => title(failure).test(text) && count > 1);
      expect(found, failure.cause).toMatchObject([{ count: failure.count }]);
    }
    // What is left are the odd ones of the sample, each of its own cause.
    expect(groups.slice(failures.length).map(({ count }) => count)).toEqual(
      groups.slice(failures.length).map(() => 1),
    );
  });

  it('are grouped by a field that is offered, and listed by a group of it', async () => {
    const { paths } = await test.client.captures.groups({ filter: {} });
    expect(paths.slice(0, 5)).toContain('error.stage');
    const { groups } = await test.client.captures.groups({ filter: {}, path: '$.error.stage' });
    const reserve = groups.find(({ title }) => title === 'reserve');
    expect(reserve).toMatchObject({ kind: 'path', count: 41 });
    const filter = { cause: { path: '$.error.stage', key: reserve!.key } };
    expect((await test.client.captures.search({ filter })).count).toBe(41);
    const pay = groups.find(({ title }) => title !== 'reserve');
    const causes = { path: '$.error.stage', keys: [reserve!.key, pay!.key] };
    expect((await test.client.captures.search({ filter: { causes } })).count).toBe(41 + pay!.count);
    const { groups: within } = await test.client.captures.groups({ filter });
    expect(within).toMatchObject([
      { count: 41, title: expect.stringMatching(/^InventoryConflict/) as string },
    ]);
  });

  it('carry a note, which the audit does not repeat', async () => {
    const [group] = (await test.client.captures.groups({ filter: {} })).groups;
    const sources = group!.queues.map(({ source }) => source);
    await test.client.captures.note({ key: group!.key, sources, text: ' gateway was down ' });
    const [again] = (await test.client.captures.groups({ filter: {} })).groups;
    expect(again?.note?.text).toBe('gateway was down');
    const { entries } = await test.client.audit.list({ text: 'captures.note' });
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain('gateway');
    const none = test.client.captures.note({ key: 'f'.repeat(16), sources: [999_999], text: 'x' });
    expect((await failureOf(none)).code).toBe('NOT_FOUND');
  });

  it('refuse a path that is none', async () => {
    const asked = test.client.captures.groups({ filter: {}, path: 'a..b' });
    expect((await failureOf(asked)).code).toBe('INVALID_INPUT');
  });
});
