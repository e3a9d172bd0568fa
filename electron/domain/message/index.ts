export {
  type AnyAttribute,
  type AnyAttributes,
  type ApiAttribute,
  type EnvelopeAttribute,
  baseType,
  isBinaryType,
  toEnvelopeAttributes,
  toMessageAttribute,
  toMessageAttributes,
  toSdkAttributes,
  toWireAttributes,
} from './attributes.ts';
export { base64Length, fromBase64, isBase64, toBase64, utf8Length } from './bytes.ts';
export { INVALID_CHARACTERS, findForbiddenCharacter, isAllowedText } from './characters.ts';
export { contentDeduplicationId, md5OfBody } from './digest.ts';
export { md5OfMessageAttributes, md5OfMessageSystemAttributes } from './attribute-digest.ts';
export { isFifoId, validateFifoId } from './fifo-id.ts';
export { isNumberValue } from './number.ts';
export { POINTER_CLASSES, POINTER_SIZE_ATTRIBUTES, type S3Pointer, parseS3Pointer } from './s3-pointer.ts';
export { attributesSize, messageSize } from './size.ts';
export { validateMessage, validateMessageAttributes } from './validate.ts';
export { type MessageFault } from './message-fault.ts';
export { validateSnsMessage } from './validate-sns.ts';
export { validateSnsAttributes } from './validate-sns-attributes.ts';
