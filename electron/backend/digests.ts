import { hash } from 'node:crypto';
import type { MessageAttributes } from '../contract/messages.ts';
import { md5OfBody, md5OfMessageAttributes, type AnyAttributes } from '../domain/message/index.ts';
import { digestedBytes } from '../domain/message/attribute-digest.ts';
import { digestedText } from '../domain/redrive/content-digest.ts';

/** The digests of the domain by the machine's own code, several times as fast: for what is asked for each of thousands of messages. */
export interface Digests {
  body(body: string): string;
  /** '' when there are none. */
  attributes(attributes: AnyAttributes): string;
}

const native: Digests = {
  body: (body) => hash('md5', body),
  attributes(attributes) {
    const bytes = digestedBytes(attributes);
    return bytes ? hash('md5', bytes) : '';
  },
};

/** MD5 as SQS gives it. A machine under FIPS has none of its own. */
export const md5: Digests = hasMd5() ? native : { body: md5OfBody, attributes: md5OfMessageAttributes };

/** See `contentDigest` of the domain. */
export const contentSha256 = (content: {
  body: string;
  attributes: MessageAttributes;
  groupId: string | null;
  traceHeader: string | null;
}): string => hash('sha256', digestedText(content));

function hasMd5(): boolean {
  try {
    return hash('md5', '') !== '';
  } catch {
    return false;
  }
}
