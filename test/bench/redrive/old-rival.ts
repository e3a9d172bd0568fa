import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { timedMove, type Mover } from './mover.ts';

const home = path.resolve(import.meta.dirname, '..', '..', '..', '.cache', 'rivals');
const installed = path.join(home, 'node_modules', 'replay-aws-dlq', 'package.json');

interface Replay {
  redrive(options: { from: string; to: string; options: { sqs: object } }): Promise<void>;
}
interface OldSdk {
  SQS: new (config: object) => object;
}

/** Installs `replay-aws-dlq` apart from our own packages, since it brings the SDK's version 2. Rejects where it cannot be had. */
export async function installOldRival(): Promise<void> {
  if (existsSync(installed)) return;
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
  await promisify(execFile)('npm', ['install', '--prefix', home, ...flags, 'replay-aws-dlq@1.0.1'], {
    shell: process.platform === 'win32',
  });
}

/** The one mover of dead letters on npm. It ends when the queue shows nothing, and keeps no attributes. */
export function createOldMover(endpoint: string): Mover {
  const load = createRequire(installed);
  process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
  const { redrive } = load('replay-aws-dlq') as Replay;
  const { SQS } = load('aws-sdk') as OldSdk;
  const sqs = new SQS({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  return {
    move: ({ from, to }) =>
      timedMove(async () => {
        // It says each message on the standard output, which is ours.
        Object.assign(console, { log: () => undefined });
        await redrive({ from, to, options: { sqs } });
      }),
    close: async () => undefined,
  };
}
