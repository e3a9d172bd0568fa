import type { Cause, FailedMessage } from './cause.ts';
import { toCause } from './group-key.ts';
import { isEnvelope, parse } from './json-body.ts';
import { toTemplate } from './normalise.ts';

/**
 * The cause that a service wrote into the attributes of what it could not deliver; null when there is none.
 * EventBridge: ERROR_CODE, ERROR_MESSAGE, RULE_ARN, TARGET_ARN (EventBridge User Guide, "Using dead-letter queues").
 * Lambda: RequestID, ErrorCode, ErrorMessage (Lambda Developer Guide, "Asynchronous invocation"). The same names round
 * the envelope of a notification: a delivery of SNS.
 */
export function toServiceCause({ body, attributes }: FailedMessage): Cause | null {
  const text = (name: string): string => {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return attribute && !attribute.binary ? attribute.value : '';
  };
  const code = text('ERROR_CODE');
  if (code !== '' || (text('ERROR_MESSAGE') !== '' && text('RULE_ARN') !== '')) {
    // The same error of another rule, or at another target, is another thing to mend.
    const way = [text('RULE_ARN'), text('TARGET_ARN')].map(lastName).filter((name) => name !== '');
    const said = join(code, toTemplate(text('ERROR_MESSAGE')));
    return toCause('eventbridge', 'ERROR_CODE', way.length > 0 ? `${said} (${way.join(' → ')})` : said);
  }
  const message = text('ErrorMessage');
  if (message === '' && text('ErrorCode') === '') return null;
  const kind = isEnvelope(parse(body)) ? 'sns' : text('RequestID') === '' ? 'attribute' : 'lambda';
  const from = message === '' ? 'ErrorCode' : 'ErrorMessage';
  return toCause(kind, from, join(text('ErrorCode'), toTemplate(message)));
}

/** A code and what it means, as one line. */
export const join = (code: string, message: string): string =>
  [code, message].filter((part) => part !== '').join(': ');

const lastName = (arn: string): string => arn.split(/[/:]/u).at(-1) ?? '';
