import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.ts';

const USAGE =
  'Usage: npm run sandbox -- --port N [--data-dir D] [--no-seed] [--no-traffic] [--control]\n' +
  'A local endpoint of Amazon SQS, SNS, CloudWatch and STS on 127.0.0.1; --port 0 takes a free port.';

interface Arguments {
  port: number;
  dataDir?: string;
  seed: boolean;
  traffic: boolean;
  control: boolean;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4100' },
      'data-dir': { type: 'string' },
      seed: { type: 'boolean', default: true },
      traffic: { type: 'boolean', default: true },
      control: { type: 'boolean', default: false },
    },
    allowNegative: true,
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`--port ${values.port} is no port`);
  return {
    port,
    dataDir: values['data-dir'],
    seed: values.seed,
    traffic: values.traffic,
    control: values.control,
  };
}

async function main(): Promise<void> {
  let given: Arguments;
  try {
    given = readArguments();
  } catch (error) {
    process.stderr.write(`${toText(error)}\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    const sandbox = await startSandbox(given);
    process.stdout.write(`Sandbox ready: ${sandbox.url}\n`);
    if (sandbox.controlUrl) process.stdout.write(`Control ready: ${sandbox.controlUrl}\n`);
    let closing = false;
    const stop = (): void => {
      if (closing) return;
      closing = true;
      void sandbox.close();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    process.stderr.write(
      taken
        ? `Port ${given.port} is in use. Stop what listens there, or choose another with --port (0 takes a free one).\n`
        : `The sandbox did not start: ${toText(error)}\n`,
    );
    process.exitCode = 1;
  }
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

await main();
