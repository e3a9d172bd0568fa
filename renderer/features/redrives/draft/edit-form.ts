import type { CapturedMessage } from '../../../../electron/contract/index.ts';
import { validateMessage } from '../../../../electron/domain/message/index.ts';
import { doubleNames, toAttributes, toPairs, type TypedPair } from '../../../ui/typed-pairs.ts';
import type { EditedMessage } from './draft.ts';

/** One message as it is being changed by hand. */
export interface EditForm {
  body: string;
  attributes: TypedPair[];
  groupId: string;
  deduplicationId: string;
}

type Original = Pick<CapturedMessage, 'body' | 'attributes' | 'groupId'>;

/** A kept message with what was changed in it so far. */
export function toForm(message: Original, edited: EditedMessage = {}): EditForm {
  const groupId = edited.groupId === undefined ? message.groupId : edited.groupId;
  return {
    body: edited.body ?? message.body,
    attributes: toPairs(edited.attributes ?? message.attributes),
    groupId: groupId ?? '',
    deduplicationId: edited.deduplicationId ?? '',
  };
}

/** A text that is equal for equal attributes, whatever their order. */
const textOf = (attributes: Original['attributes']): string =>
  JSON.stringify(
    Object.entries(attributes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { type, binary, value }]) => [name, type, binary, value]),
  );

/** What differs from the message; empty when nothing does. */
export function toEdited(form: EditForm, message: Original): EditedMessage {
  const edited: EditedMessage = {};
  const attributes = toAttributes(form.attributes.filter(({ name }) => name !== ''));
  const groupId = form.groupId.trim() === '' ? null : form.groupId.trim();
  if (form.body !== message.body) edited.body = form.body;
  if (textOf(attributes) !== textOf(message.attributes)) edited.attributes = attributes;
  if (groupId !== message.groupId) edited.groupId = groupId;
  if (form.deduplicationId.trim() !== '') edited.deduplicationId = form.deduplicationId.trim();
  return edited;
}

/** Why a changed message would be refused, in AWS's words: of the whole under '', else by attribute; `double` for a name that stands twice. */
export function faultsOf(form: EditForm, double: string, maximumSize?: number): Record<string, string> {
  const doubles = [...doubleNames(form.attributes)];
  const found = validateMessage(form.body, toAttributes(form.attributes), maximumSize);
  return Object.fromEntries([
    ...doubles.map((name) => [name, double] as const),
    ...found.map(({ attribute, message }) => [attribute ?? '', message] as const),
  ]);
}
