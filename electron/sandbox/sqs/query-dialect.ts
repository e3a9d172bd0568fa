import type { QueryDialect } from '../service.ts';
import { escapeXml } from '../protocol/xml.ts';

/** Parameters that are whole numbers; the query protocol carries all as text. */
const NUMBERS = new Set([
  'DelaySeconds',
  'VisibilityTimeout',
  'WaitTimeSeconds',
  'MaxNumberOfMessages',
  'MaxResults',
  'MaxNumberOfMessagesPerSecond',
]);
/** Flattened lists, `AttributeName.1=All`, by their names in the JSON protocol. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['AttributeName', 'AttributeNames'],
  ['MessageAttributeName', 'MessageAttributeNames'],
  ['MessageSystemAttributeName', 'MessageSystemAttributeNames'],
  ['TagKey', 'TagKeys'],
  ['AWSAccountId', 'AWSAccountIds'],
  ['ActionName', 'Actions'],
  ['SendMessageBatchRequestEntry', 'Entries'],
  ['DeleteMessageBatchRequestEntry', 'Entries'],
  ['ChangeMessageVisibilityBatchRequestEntry', 'Entries'],
]);
/** Flattened maps, `Attribute.1.Name=..&Attribute.1.Value=..`; tags say Key for Name. */
const MAPS: ReadonlyMap<string, string> = new Map([
  ['Attribute', 'Attributes'],
  ['MessageAttribute', 'MessageAttributes'],
  ['MessageSystemAttribute', 'MessageSystemAttributes'],
  ['Tag', 'Tags'],
]);
/** Elements that stand for the items of a list in an answer. */
const ITEMS: ReadonlyMap<string, string> = new Map([
  ['QueueUrls', 'QueueUrl'],
  ['queueUrls', 'QueueUrl'],
  ['Messages', 'Message'],
  ['Failed', 'BatchResultErrorEntry'],
  ['Results', 'ListMessageMoveTasksResultEntry'],
]);

/**
 * The query protocol of SQS, as older clients speak it: lists and maps are flattened, the queue may be named by the
 * path of the request. [SQS developer guide: making Query API requests]
 */
export const sqsQueryDialect: QueryDialect = {
  version: '2012-11-05',
  namespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
  read(action, parameters, path) {
    const { Tags, ...input } = unflatten(parameters);
    const byPath = input['QueueUrl'] === undefined && /^\/\d{12}\/[^/]+\/?$/.test(path);
    return {
      ...input,
      ...(byPath && { QueueUrl: path }),
      ...(Tags !== undefined && { [action === 'CreateQueue' ? 'tags' : 'Tags']: Tags }),
    };
  },
  write: (action, output) => flatten(action, output),
};

function unflatten(parameters: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]: [string, unknown]) => {
      const list = LISTS.get(name);
      if (list) return [list, inOrder(value).map((item) => (isStructure(item) ? unflatten(item) : item))];
      const map = MAPS.get(name);
      if (map) return [map, Object.fromEntries(inOrder(value).map(toPair))];
      const isNumber = NUMBERS.has(name) && typeof value === 'string' && /^-?\d+$/.test(value);
      return [name, isNumber ? Number(value) : value];
    }),
  );
}

function toPair(entry: unknown): [string, unknown] {
  const { Name, Key = Name, Value = '' } = isStructure(entry) ? entry : {};
  return [String(Key ?? ''), Value];
}

/** The items of a list by their numbers, from 1. */
function inOrder(value: unknown): unknown[] {
  if (!isStructure(value)) return [];
  return Object.entries(value)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
}

function isStructure(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function flatten(action: string, value: unknown): string {
  if (!isStructure(value)) return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, child]) => {
      if (child === undefined) return '';
      if (Array.isArray(child)) {
        const item = ITEMS.get(name) ?? `${action}ResultEntry`;
        return child.map((each) => element(item, flatten(action, each))).join('');
      }
      if (name === 'Tags') return pairs('Tag', 'Key', action, child);
      if (name === 'Attributes') return pairs('Attribute', 'Name', action, child);
      if (name === 'MessageAttributes') return pairs('MessageAttribute', 'Name', action, child);
      return element(name, flatten(action, child));
    })
    .join('');
}

function pairs(name: string, key: string, action: string, map: unknown): string {
  return Object.entries(isStructure(map) ? map : {})
    .map(([at, value]) =>
      element(name, element(key, escapeXml(at)) + element('Value', flatten(action, value))),
    )
    .join('');
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
