import type { Message } from '@aws-sdk/client-sqs';
import { toMessageAttributes, toSdkAttributes, type ApiAttribute } from '../../../domain/message/index.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** XML written as JSON has one child as an object, many as a list, and none as null. */
const many = (value: unknown): Fields[] => (Array.isArray(value) ? value : [value]).filter(isFields);
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** Named values, as a list of `{Name, Value}` or as a map. */
function toNamed(value: unknown): [string, unknown][] {
  if (isFields(value) && !('Name' in value)) return Object.entries(value);
  return many(value).flatMap((one): [string, unknown][] => {
    const name = text(one.Name);
    return name === undefined ? [] : [[name, one.Value]];
  });
}

/** Drops what says nothing: emulators write absent attributes as null. */
function toSystem(value: unknown): Record<string, string> {
  return Object.fromEntries(
    toNamed(value).flatMap(([name, given]) => {
      const known = text(given);
      return known === undefined ? [] : [[name, known]];
    }),
  );
}

function toAttributes(value: unknown): Message['MessageAttributes'] {
  const given = toNamed(value).flatMap(([name, one]): [string, ApiAttribute][] => {
    if (!isFields(one)) return [];
    const attribute = {
      DataType: text(one.DataType) ?? 'String',
      StringValue: text(one.StringValue),
      BinaryValue: text(one.BinaryValue),
    };
    return [[name, attribute]];
  });
  const attributes = toSdkAttributes(toMessageAttributes(Object.fromEntries(given)));
  return Object.fromEntries(
    Object.entries(attributes).map(([name, one]) => [name, { ...one, DataType: one.DataType }]),
  );
}

/** LocalStack's answer, and that of others who copied its address with a plainer shape. Null when it is neither. */
export function readLocalstack(answer: unknown): Message[] | null {
  if (!isFields(answer)) return null;
  const response = answer.ReceiveMessageResponse;
  const list = isFields(response)
    ? isFields(response.ReceiveMessageResult)
      ? response.ReceiveMessageResult.Message
      : []
    : Array.isArray(answer.messages)
      ? answer.messages
      : undefined;
  if (list === undefined) return isFields(response) ? [] : null;
  return many(list).map((one) => ({
    MessageId: text(one.MessageId) ?? '',
    Body: text(one.Body) ?? '',
    Attributes: toSystem(one.Attribute ?? one.Attributes),
    MessageAttributes: toAttributes(one.MessageAttribute ?? one.MessageAttributes),
  }));
}

/** fauxqs's answer: ready, delayed and in flight apart. Null when it is another. */
export function readFauxqs(answer: unknown): Message[] | null {
  const messages = isFields(answer) ? answer.messages : undefined;
  if (!isFields(messages) || !Array.isArray(messages.ready)) return null;
  const inFlight = many(messages.inflight).map(({ message }) => message);
  return [...many(messages.ready), ...many(messages.delayed), ...many(inFlight)].map((one) => ({
    MessageId: text(one.messageId) ?? '',
    Body: text(one.body) ?? '',
    Attributes: toSystem({
      SentTimestamp: one.sentTimestamp,
      ApproximateReceiveCount: one.approximateReceiveCount,
      ApproximateFirstReceiveTimestamp: one.approximateFirstReceiveTimestamp,
      MessageGroupId: one.messageGroupId,
      MessageDeduplicationId: one.messageDeduplicationId,
      SequenceNumber: one.sequenceNumber,
    }),
    MessageAttributes: toAttributes(one.messageAttributes),
  }));
}
