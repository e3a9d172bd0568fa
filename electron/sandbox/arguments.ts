import { parseArgs } from 'node:util';

/** How the command is called. */
export const USAGE =
  'Usage: npm run sandbox -- --port N [--data-dir D] [--no-seed] [--no-traffic] [--control]\n' +
  'A local endpoint of Amazon SQS, SNS, CloudWatch and STS on 127.0.0.1; --port 0 takes a free port.';

/** What the command was told. */
export interface Arguments {
  port: number;
  dataDir?: string;
  seed: boolean;
  traffic: boolean;
  control: boolean;
}

/** Reads the command line; fails with a sentence for the caller. */
export function readArguments(): Arguments {
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
