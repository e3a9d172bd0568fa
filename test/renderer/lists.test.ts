// @vitest-environment happy-dom
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { useScopedList } from '../../renderer/api/scoped-list.ts';
import { provideLists } from '../../renderer/app/lists.ts';
import { useSettings } from '../../renderer/stores/settings.ts';
import { sandboxScope as scope, startTestBackend, type TestBackend } from '../support/backend.ts';
import { withPage } from '../support/page.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let test: TestBackend;
const closers: (() => void)[] = [];

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await test.close();
  await sandbox.close();
});
const make = async (name: string): Promise<string> =>
  (await sandbox.sqs().send(new CreateQueueCommand({ QueueName: name }))).QueueUrl ?? '';

describe('what the frame lists', () => {
  it('names pinned queues and topics in the order they were pinned, with their own figures', async () => {
    const url = await make('orders');
    const { TopicArn: arn = '' } = await sandbox.sns().send(new CreateTopicCommand({ Name: 'events' }));
    await test.client.settings.set({
      workspace: [scope],
      pinned: [
        { scope, id: arn },
        { scope, id: url },
      ],
    });
    const saved = await test.client.settings.get({});
    const { result, close } = withPage(test.client, () => {
      useSettings().$patch({ saved });
      return provideLists();
    });
    closers.push(close);
    await vi.waitFor(() =>
      expect(result.pinned.value).toMatchObject([
        { kind: 'topic', name: 'events', count: 0, alarm: false, to: { name: 'topic', params: { id: arn } } },
        { kind: 'queue', name: 'orders', count: 0, alarm: false, to: { name: 'queue', params: { id: url } } },
      ]),
    );
  });

  it('follows what another list of the page read again', async () => {
    await make('orders');
    const { result, close } = withPage(test.client, () => {
      const list = () =>
        useScopedList(
          [scope],
          contract.queues.list,
          (of, cursor) => ({ scope: of, cursor }),
          ({ queues, cursor }) => ({ items: queues, cursor }),
        );
      return { browser: list(), frame: list() };
    });
    closers.push(close);
    const names = (): string[] =>
      result.frame.listings.value.flatMap(({ items }) => items.map(({ name }) => name));
    await vi.waitFor(() => expect(names()).toEqual(['orders']));
    await make('shipping');
    result.browser.refresh();
    await vi.waitFor(() => expect(names()).toEqual(['orders', 'shipping']));
  });
});
