import { type ParseError, parseTree } from 'jsonc-parser';

/** Protocols that a message can have a text of its own for; `application` has one for each push platform. [SNS API Publish] */
export const MESSAGE_PROTOCOLS = [
  'sqs',
  'lambda',
  'http',
  'https',
  'email',
  'email-json',
  'sms',
  'firehose',
  'APNS',
  'APNS_SANDBOX',
  'GCM',
  'ADM',
  'BAIDU',
  'MPNS',
  'WNS',
] as const;

/** A message per protocol taken apart, or why it is none. `ignored` are keys whose value is no text: SNS passes over them. */
export type ProtocolTexts =
  | { fault: 'json' | 'default' | 'double'; texts: null; ignored: [] }
  | { fault: null; texts: Record<string, string>; ignored: string[] };

/** Reads the text of a message with `MessageStructure` json. Keys that stand twice are refused by SNS. [SNS API Publish] */
export function parseProtocolTexts(text: string): ProtocolTexts {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const fault = (why: 'json' | 'default' | 'double'): ProtocolTexts => ({
    fault: why,
    texts: null,
    ignored: [],
  });
  if (errors.length > 0 || tree?.type !== 'object') return fault('json');
  const texts = new Map<string, string>();
  const ignored: string[] = [];
  for (const { children: [key, value] = [] } of tree.children ?? []) {
    const name = String(key?.value);
    if (texts.has(name) || ignored.includes(name)) return fault('double');
    if (value?.type === 'string') texts.set(name, String(value.value));
    else ignored.push(name);
  }
  return texts.has('default') ? { fault: null, texts: Object.fromEntries(texts), ignored } : fault('default');
}

/** A message per protocol as SNS takes it. */
export const toProtocolJson = (texts: Readonly<Record<string, string>>): string =>
  JSON.stringify(texts, null, 2);
