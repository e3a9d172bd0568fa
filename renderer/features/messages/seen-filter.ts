import type { SeenMessage } from '../../../electron/contract/index.ts';

/** What of the seen messages is shown; an empty text or null filters nothing. */
export interface SeenFilter {
  groupId: string;
  /** `name`, or `name=part of its value`; message and system attributes. */
  attribute: string;
  /** Sent within so many seconds. */
  within: number | null;
  /** Received so often at least. */
  receives: number | null;
}

const attributesOf = ({ attributes, system }: SeenMessage): [name: string, value: string][] => [
  ...Object.entries(attributes).map(([name, { value }]): [string, string] => [name, value]),
  ...Object.entries(system),
];

/** Does a message fit the filter? Case of values does not matter. */
export function fitsFilter(message: SeenMessage, filter: SeenFilter, now: number): boolean {
  const { groupId, within, receives } = filter;
  if (groupId !== '' && message.system.MessageGroupId !== groupId) return false;
  if (within !== null && (message.sentAt === null || now - message.sentAt > within * 1000)) return false;
  if (receives !== null && (message.receiveCount ?? 0) < receives) return false;
  const [wanted = '', ...rest] = filter.attribute.split('=');
  if (wanted.trim() === '') return true;
  const part = rest.join('=').trim().toLowerCase();
  return attributesOf(message).some(
    ([name, value]) => name === wanted.trim() && (rest.length === 0 || value.toLowerCase().includes(part)),
  );
}

/** Group ids and attribute names among messages, for choosing; at most `most` of each. */
export function choicesOf(
  messages: readonly SeenMessage[],
  most = 200,
): { groups: string[]; attributes: string[] } {
  const groups = new Set<string>();
  const attributes = new Set<string>();
  for (const message of messages) {
    const { MessageGroupId } = message.system;
    if (MessageGroupId && groups.size < most) groups.add(MessageGroupId);
    for (const name of Object.keys(message.attributes)) if (attributes.size < most) attributes.add(name);
  }
  return { groups: [...groups].sort(), attributes: [...attributes].sort() };
}
