import { type AnyAttributes, toMessageAttributes } from './attributes.ts';

/** Attributes by which the extended clients mark a message whose body lies in S3; the value is the body's size. */
export const POINTER_SIZE_ATTRIBUTES = ['ExtendedPayloadSize', 'SQSLargePayloadSize'] as const;

/** Class names that the extended clients write: the current one first. */
export const POINTER_CLASSES = [
  'software.amazon.payloadoffloading.PayloadS3Pointer',
  'com.amazon.sqs.javamessaging.MessageS3Pointer',
] as const;

/** Where a message's real body lies. */
export interface S3Pointer {
  bucket: string;
  key: string;
  /** UTF-8 length of the real body in bytes; null when the marker does not say (or was not asked for). */
  size: number | null;
  /** Class name as written. */
  pointerClass: (typeof POINTER_CLASSES)[number];
  /** `Message`: the pointer stands in the Message of an SNS notification (delivery that is not raw). */
  location: 'body' | 'Message';
}

/**
 * Reads the pointer that an extended client left as a message's body; null when the message is none. The clients
 * need the marker attribute: with `attributes` given and no marker among them it is no pointer. Without `attributes`
 * (they were not asked for) the body alone decides and `size` is null. [amazon-sqs-java-extended-client-lib]
 */
export function parseS3Pointer(body: string, attributes?: AnyAttributes): S3Pointer | null {
  const direct = pointerIn(body);
  if (direct) {
    if (!attributes) return { ...direct, size: null, location: 'body' };
    const marker = markerIn(attributes);
    return marker && { ...direct, size: marker.size, location: 'body' };
  }
  const envelope = envelopeIn(body);
  const inner = envelope && pointerIn(envelope.message);
  const marker = envelope && markerIn(envelope.attributes);
  return inner && marker ? { ...inner, size: marker.size, location: 'Message' } : null;
}

function pointerIn(text: string): Pick<S3Pointer, 'bucket' | 'key' | 'pointerClass'> | null {
  // Cheap look first: most bodies are no arrays, and some are a megabyte.
  if (!/^\s*\[\s*"/.test(text)) return null;
  const parsed = parseJson(text);
  if (!Array.isArray(parsed) || parsed.length !== 2) return null;
  const [name, target]: unknown[] = parsed;
  const pointerClass = POINTER_CLASSES.find((known) => known === name);
  if (!pointerClass || !isRecord(target)) return null;
  const { s3BucketName: bucket, s3Key: key } = target;
  if (typeof bucket !== 'string' || typeof key !== 'string' || !bucket || !key) return null;
  return { bucket, key, pointerClass };
}

function markerIn(attributes: AnyAttributes): { size: number | null } | null {
  const name = POINTER_SIZE_ATTRIBUTES.find((candidate) => Object.hasOwn(attributes, candidate));
  if (!name) return null;
  const value = toMessageAttributes(attributes)[name]?.value ?? '';
  return { size: /^\d+$/.test(value) ? Number(value) : null };
}

function envelopeIn(text: string): { message: string; attributes: AnyAttributes } | null {
  if (!/^\s*\{/.test(text) || !text.includes('s3Key')) return null;
  const parsed = parseJson(text);
  if (!isRecord(parsed) || parsed.Type !== 'Notification' || typeof parsed.Message !== 'string') return null;
  const attributes: Record<string, { Type: string; Value: string }> = {};
  for (const [name, attribute] of Object.entries(
    isRecord(parsed.MessageAttributes) ? parsed.MessageAttributes : {},
  )) {
    if (!isRecord(attribute) || typeof attribute.Type !== 'string' || typeof attribute.Value !== 'string')
      continue;
    attributes[name] = { Type: attribute.Type, Value: attribute.Value };
  }
  return { message: parsed.Message, attributes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
