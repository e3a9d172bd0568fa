import { expect, test, vi } from 'vitest';
import { isLoopback } from '../../../../electron/sandbox/sns/loopback.ts';
import { subscribe } from '../../../support/sns-calls.ts';
import { startTestSandbox } from '../../../support/sandbox.ts';
import { CreateTopicCommand } from '@aws-sdk/client-sns';

test.each(['http://127.0.0.1:8080/a', 'https://localhost/x', 'http://[::1]:9/', 'http://127.8.9.1/'])(
  '%s is this machine',
  (url) => expect(isLoopback(url)).toBe(true),
);

test.each([
  'https://example.com/hook',
  'http://127.0.0.1.example.com/',
  'http://localhost.example.com/',
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1@example.com/',
  'not a url',
])('%s is not', (url) => expect(isLoopback(url)).toBe(false));

test('the sandbox sends nothing beyond this machine, and records why', async () => {
  const sandbox = await startTestSandbox();
  try {
    const { TopicArn = '' } = await sandbox.sns().send(new CreateTopicCommand({ Name: 'far' }));
    await subscribe(sandbox.sns(), TopicArn, 'https', 'https://example.com/hook');
    const topic = sandbox.world.realm('000000000000', 'us-east-1').sns.topics.get('far');
    const [subscription] = topic?.subscriptions.values() ?? [];
    await vi.waitUntil(() => subscription?.deliveries.length === 1, { timeout: 5000, interval: 5 });
    expect(subscription?.deliveries[0]).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('loopback addresses only'),
    });
    expect(subscription?.pending).toBe(true);
  } finally {
    await sandbox.close();
  }
});
