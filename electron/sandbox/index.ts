import { startSandbox } from './sandbox.ts';
import { type Arguments, readArguments, USAGE } from './arguments.ts';

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
