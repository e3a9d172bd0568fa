import { fail } from '../../../failures.ts';
import { figures } from '../rules.ts';

interface Middlewares {
  add(
    middleware: (next: (args: object) => Promise<object>) => (args: object) => Promise<object>,
    where: { step: 'deserialize'; priority: 'low'; name: string },
  ): void;
}

/** How long a request of a redrive may take. */
export const limited = (): { abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(figures.requestTimeout),
});

/** Asks once more right before the bytes leave: credentials and connections may have taken long. */
export function guarded<Command extends { middlewareStack: unknown }>(
  command: Command,
  go: () => boolean,
): Command {
  // The stacks of all commands have this shape, and each a type of its own.
  (command.middlewareStack as Middlewares).add(
    (next) => (args) => {
      if (!go()) throw fail('CANCELLED', 'It was too late for this request.');
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'spillwaySecondLook' },
  );
  return command;
}
