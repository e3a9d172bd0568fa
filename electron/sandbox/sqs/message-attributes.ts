import { SQS } from '../../domain/limits.ts';
import { invalidParameter } from './failures.ts';
import { type MessageAttributes, parseAttribute } from './parse-attribute.ts';

/** User attributes a message may have. */
const MAXIMUM_ATTRIBUTES = SQS.messageAttributes;

/** Reads and checks MessageAttributes. [SQS developer guide: message metadata] */
export function parseMessageAttributes(map: Record<string, unknown> | undefined): MessageAttributes {
  if (!map) return {};
  const names = Object.keys(map);
  if (names.length > MAXIMUM_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAXIMUM_ATTRIBUTES}].`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, parseAttribute(name, map[name])]));
}

/** Reads MessageSystemAttributes: AWSTraceHeader is the only one a sender may set. */
export function parseTraceHeader(map: Record<string, unknown> | undefined): string | undefined {
  if (!map) return undefined;
  for (const name of Object.keys(map)) {
    if (name !== 'AWSTraceHeader')
      throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
  }
  if (map['AWSTraceHeader'] === undefined) return undefined;
  const attribute = parseAttribute('AWSTraceHeader', map['AWSTraceHeader'], 'system');
  if (attribute.DataType !== 'String' || attribute.StringValue === undefined) {
    throw invalidParameter("Message system attribute 'AWSTraceHeader' must be of type 'String'.");
  }
  return attribute.StringValue;
}
