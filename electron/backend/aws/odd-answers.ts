/**
 * Makes the texts of an SQS answer texts. AWS writes attributes as texts and leaves absent ones out; other servers
 * write numbers, truths, objects and null, which the SDK hands on as they are, against its own types.
 */
export function mendAnswer(output: unknown): void {
  if (!isRecord(output)) return;
  for (const field of ['Attributes', 'Tags']) mendTexts(output, field);
  dropNulls(output);
  if (!Array.isArray(output.Messages)) return;
  for (const message of output.Messages) {
    if (!isRecord(message)) continue;
    dropNulls(message);
    mendTexts(message, 'Attributes');
    if (isRecord(message.MessageAttributes))
      for (const attribute of Object.values(message.MessageAttributes))
        if (isRecord(attribute)) dropNulls(attribute);
  }
}

// The SDK reads a page of HTML as an XML answer with nothing in it, and would call the write done.
const results: Readonly<Record<string, string>> = { Publish: 'MessageId', CreateTopic: 'TopicArn' };

/** Whether an answer lacks what the operation's every answer has. */
export function isEmptyAnswer(operation: string, output: unknown): boolean {
  const result = results[operation];
  return result !== undefined && !(isRecord(output) && output[result]);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function dropNulls(record: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(record)) if (value === null) delete record[name];
}

function mendTexts(holder: Record<string, unknown>, field: string): void {
  const map = holder[field];
  if (!isRecord(map)) return;
  dropNulls(map);
  for (const [name, value] of Object.entries(map)) {
    if (typeof value === 'number' || typeof value === 'boolean') map[name] = String(value);
    else if (typeof value === 'object') map[name] = JSON.stringify(value);
  }
}
