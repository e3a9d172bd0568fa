import { type Node, parseTree, type ParseError } from 'jsonc-parser';
import type { MessageAttributes } from '../../contract/message-attributes.ts';
import type { OutgoingMessage } from '../../contract/messages-send.ts';
import { isBinaryType } from './attributes.ts';
import type { BatchEntries, BatchEntry, EntryFault } from './batch-file.ts';
import { isBase64 } from './bytes.ts';
import { parseExported } from './parse-exported.ts';
import { toSendable } from './exported-message.ts';
import { placeOf } from './text-place.ts';

/** Reads JSON Lines: an entry a line, blank lines left out. */
export function parseLinesBatch(text: string, entries: BatchEntries): BatchEntry[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, at): BatchEntry[] => {
    if (line.trim() === '') return [];
    const root = strictTree(line);
    return [{ line: at + 1, ...(root ? toEntry(line, root, entries) : faulty('not-json', null)) }];
  });
}

/** Reads a JSON array: an entry an element. What is no array is one entry with its fault. */
export function parseArrayBatch(text: string, entries: BatchEntries): BatchEntry[] {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (error || root?.type !== 'array') {
    return [{ ...placeOf(text, error?.offset ?? 0), ...faulty('not-json', null) }];
  }
  let line = 1;
  let before = 0;
  return (root.children ?? []).map((node) => {
    line += placeOf(text.slice(before, node.offset), node.offset - before).line - 1;
    before = node.offset;
    return { line, ...toEntry(text, node, entries) };
  });
}

/** Whether the first entry of a JSON file describes a message, or is a body. */
export function guessEntries(text: string, format: 'jsonl' | 'array'): BatchEntries {
  const plain = text.replace(/^\uFEFF/, '');
  const root = format === 'array' ? parseTree(plain) : strictTree(/^\s*(.*)/.exec(plain)?.[1] ?? '');
  const first = format === 'array' ? root?.children?.[0] : root;
  if (first?.type !== 'object') return 'bodies';
  const fields = fieldsOf(first);
  return ['body', 'Body', 'MessageBody'].some((name) => fields.has(name)) ? 'messages' : 'bodies';
}

type Read = Pick<BatchEntry, 'message' | 'fault'>;

class Refusal extends Error {
  readonly fault: EntryFault;
  constructor(fault: EntryFault) {
    super(fault.code);
    this.fault = fault;
  }
}

const faulty = (code: EntryFault['code'], field: string | null): Read => ({
  message: null,
  fault: { code, field },
});

function refuse(code: EntryFault['code'], field: string): never {
  throw new Refusal({ code, field });
}

function strictTree(text: string): Node | null {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  return errors.length === 0 && root ? root : null;
}

function toEntry(text: string, node: Node, entries: BatchEntries): Read {
  if (entries === 'bodies') return { message: { body: textOf(text, node), attributes: {} }, fault: null };
  if (node.type !== 'object') return faulty('not-object', null);
  const fields = fieldsOf(node);
  try {
    return {
      message: fields.has('body') ? toMessage(text, fields) : toExported(text, node, fields),
      fault: null,
    };
  } catch (error) {
    if (error instanceof Refusal) return { message: null, fault: error.fault };
    throw error;
  }
}

// A line of an export, or an entry as the API has it.
function toExported(text: string, node: Node, fields: ReadonlyMap<string, Node>): OutgoingMessage {
  const { message, fault } = parseExported(JSON.parse(source(text, node)));
  if (!message) refuse(fault.code, fault.field ?? 'Body');
  const { body, attributes, groupId, deduplicationId, traceHeader } = toSendable(message);
  return withOptions(
    { body, attributes },
    { groupId, deduplicationId, traceHeader, subject: textIn(fields.get('Subject'), 'Subject') },
    delayIn(fields.get('DelaySeconds'), 'DelaySeconds'),
  );
}

function toMessage(text: string, fields: ReadonlyMap<string, Node>): OutgoingMessage {
  const body = fields.get('body')!;
  const named = (name: string): string | null => textIn(fields.get(name), name);
  const delay = fields.has('delaySeconds') ? 'delaySeconds' : 'delay';
  return withOptions(
    { body: textOf(text, body), attributes: toAttributes(text, fields.get('attributes')) },
    {
      groupId: named('groupId'),
      deduplicationId: named('deduplicationId'),
      traceHeader: named('traceHeader'),
      subject: named('subject'),
    },
    delayIn(fields.get(delay), delay),
  );
}

function withOptions(
  content: Pick<OutgoingMessage, 'body' | 'attributes'>,
  texts: Record<'groupId' | 'deduplicationId' | 'traceHeader' | 'subject', string | null>,
  delaySeconds: number | null,
): OutgoingMessage {
  const message: OutgoingMessage = { ...content };
  for (const name of ['groupId', 'deduplicationId', 'traceHeader', 'subject'] as const) {
    const text = texts[name];
    if (text) message[name] = text;
  }
  if (delaySeconds !== null) message.delaySeconds = delaySeconds;
  return message;
}

function textIn(node: Node | undefined, field: string): string | null {
  if (!node || node.type === 'null') return null;
  return node.type === 'string' ? String(node.value) : refuse('not-text', field);
}

function delayIn(node: Node | undefined, field: string): number | null {
  if (!node || node.type === 'null') return null;
  return node.type === 'number' ? Number(node.value) : refuse('not-number', field);
}

function toAttributes(text: string, node: Node | undefined): MessageAttributes {
  if (!node || node.type === 'null') return {};
  if (node.type !== 'object') refuse('not-attributes', 'attributes');
  return Object.fromEntries(
    [...fieldsOf(node)].map(([name, one]): [string, MessageAttributes[string]] => {
      const field = `attributes.${name}`;
      // Short forms: a text is a String, a number keeps its digits.
      if (one.type === 'string') return [name, { type: 'String', binary: false, value: String(one.value) }];
      if (one.type === 'number') return [name, { type: 'Number', binary: false, value: source(text, one) }];
      if (one.type !== 'object') refuse('attribute-value', field);
      const parts = fieldsOf(one);
      const type = parts.get('type') ?? parts.get('DataType');
      const value = parts.get('value') ?? parts.get('StringValue') ?? parts.get('BinaryValue');
      if (type?.type !== 'string' || type.value === '') refuse('attribute-type', field);
      if (!value || (value.type !== 'string' && value.type !== 'number')) refuse('attribute-value', field);
      const binary = isBinaryType(String(type.value));
      const written = textOf(text, value);
      if (binary && !isBase64(written)) refuse('not-base64', field);
      return [name, { type: String(type.value), binary, value: written }];
    }),
  );
}

const source = (text: string, { offset, length }: Node): string => text.slice(offset, offset + length);

// What is no text goes as it is written: numbers beyond 2^53 and keys that stand twice stay.
const textOf = (text: string, node: Node): string =>
  node.type === 'string' ? String(node.value) : source(text, node);

/** The values of an object by name; of a name that stands twice the last counts, as with JSON.parse. */
function fieldsOf(node: Node): Map<string, Node> {
  return new Map(
    (node.children ?? []).flatMap(({ children: [name, value] = [] }): [string, Node][] =>
      name && value ? [[String(name.value), value]] : [],
    ),
  );
}
