import { contract, type SendResult } from '../../../electron/contract/index.ts';
import type { Call } from '../../api/client.ts';

/** All results of a run, page by page. */
export async function readAllResults(call: Call, runId: string): Promise<SendResult[]> {
  const all: SendResult[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(contract.messages.runResults, { runId, cursor });
    all.push(...page.results);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}

/** Results as JSON lines, numbered from 1; nothing of the messages' content. */
export const toResultLines = (results: readonly SendResult[]): string =>
  results
    .map(({ index, outcome, messageId, sequenceNumber, failure }) =>
      JSON.stringify({
        n: index + 1,
        outcome,
        ...(messageId !== null && { messageId }),
        ...(sequenceNumber !== null && { sequenceNumber }),
        ...(failure && { code: failure.code, awsCode: failure.awsCode, reason: failure.message }),
      }),
    )
    .join('\n')
    .concat('\n');
