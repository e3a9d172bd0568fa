import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { printable } from '../output.ts';
import type { Session } from '../session.ts';

/** `topics list`. */
export async function listTopics({ client, output, signal, scope: scopeOf }: Session): Promise<ExitCode> {
  const scope = await scopeOf();
  let cursor: string | undefined;
  do {
    const page = await client.topics.list({ scope, cursor }, { signal });
    for (const topic of page.topics) output.item(topic, printable(topic.arn));
    cursor = page.cursor;
  } while (cursor);
  return exitCodes.done;
}
