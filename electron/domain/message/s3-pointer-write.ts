import type { OutgoingMessage, PointerChoice } from '../../contract/messages-send.ts';
import { utf8Length } from './bytes.ts';

/**
 * The message that stands for one whose body lies in S3: the pointer as body, and the marker attribute with the body's
 * size in bytes. Written byte for byte as the extended clients write it: Java (Jackson) without white space, Python
 * (`json.dumps`) with a blank after commas and colons and letters beyond ASCII escaped. [amazon-sqs-java-extended-client-lib]
 */
export function toPointerMessage(
  message: OutgoingMessage,
  choice: Pick<PointerChoice, 'bucket' | 'pointerClass' | 'marker' | 'spelling'>,
  key: string,
): OutgoingMessage {
  const { bucket, pointerClass, marker, spelling } = choice;
  return {
    ...message,
    body:
      spelling === 'java'
        ? JSON.stringify([pointerClass, { s3BucketName: bucket, s3Key: key }])
        : `["${pointerClass}", {"s3BucketName": ${ascii(bucket)}, "s3Key": ${ascii(key)}}]`,
    attributes: {
      ...message.attributes,
      [marker]: { type: 'Number', binary: false, value: String(utf8Length(message.body)) },
    },
  };
}

/** The key of a fresh object: the prefix as it is, then the UUID. */
export function toPayloadKey(prefix: string, uuid: string): string {
  return `${prefix}${uuid}`;
}

function ascii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
