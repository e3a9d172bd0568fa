import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { HttpRequest } from '@smithy/core/protocols';
import { createSettableClock } from '../../electron/sandbox/clock.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../electron/sandbox/sandbox.ts';

/** A sandbox for one test, and real SDK clients for it. */
export interface TestSandbox extends Sandbox {
  sqs(account?: string, region?: string): SQSClient;
  sns(account?: string, region?: string): SNSClient;
}

/** The account of credentials that name none. */
export const ACCOUNT = '000000000000';

/**
 * Starts a sandbox whose clock stands still at a whole second until the test moves it. Close it in the end; its
 * clients go with it.
 */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const clock = options.clock ?? createSettableClock(Date.UTC(2026, 10, 22, 12), true);
  const sandbox = await startSandbox({ clock, ...options });
  const clients = createClients(sandbox.url);
  return {
    ...sandbox,
    sqs: clients.sqs,
    sns: clients.sns,
    async close() {
      clients.close();
      await sandbox.close();
      if (!options.clock) clock.close();
    },
  };
}

/**
 * SDK clients for an endpoint: one per account and region, none of which tries again. `accountHeader` is a header that
 * tells the server the account, where the access key does not.
 */
export function createClients(
  endpoint: string,
  accountHeader?: string,
): {
  sqs(account?: string, region?: string): SQSClient;
  sns(account?: string, region?: string): SNSClient;
  close(): void;
} {
  const made = new Map<string, SQSClient | SNSClient>();
  const client = <T extends SQSClient | SNSClient>(
    kind: new (options: object) => T,
    account: string = ACCOUNT,
    region = 'us-east-1',
  ): T => {
    const key = `${kind.name} ${account} ${region}`;
    const known = made.get(key);
    if (known instanceof kind) return known;
    const credentials = { accessKeyId: account, secretAccessKey: 'any' };
    const fresh = new kind({ endpoint, region, credentials, maxAttempts: 1 });
    if (accountHeader !== undefined) {
      const value = /^\d{12}$/.test(account) ? account : ACCOUNT;
      // Both clients have the same stack, typed by their own commands.
      const stack = fresh.middlewareStack as SNSClient['middlewareStack'];
      stack.add(
        (next) => async (args) => {
          if (HttpRequest.isInstance(args.request)) args.request.headers[accountHeader] = value;
          return next(args);
        },
        { step: 'build', name: accountHeader },
      );
    }
    made.set(key, fresh);
    return fresh;
  };
  return {
    sqs: (account, region) => client(SQSClient, account, region),
    sns: (account, region) => client(SNSClient, account, region),
    close() {
      for (const each of made.values()) each.destroy();
      made.clear();
    },
  };
}
