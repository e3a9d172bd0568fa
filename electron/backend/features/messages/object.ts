import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { SeenMessage } from '../../../contract/messages.ts';
import { toBase64 } from '../../../domain/message/index.ts';
import { decode } from '../../../domain/message/decode.ts';
import { fail, isFailure, type FailureError } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import type { LookState } from './look-state.ts';

type ObjectOf = Handlers<'messages'>['object'];

/** Opens the object that a seen message points to; any other place only when it was typed. */
export function createObject({ clients }: Services, state: LookState): ObjectOf {
  return async (input, { signal }) => {
    const { scope, messageId, most, typed } = input;
    const { bucket, key } = typed ?? pointedTo(state.one(input, messageId), messageId);
    const s3 = await clients.s3(scope);
    const place = { Bucket: bucket, Key: key };
    const resource = `s3://${bucket}/${key}`;
    const named = (error: unknown): never => {
      throw isFailure(error) ? toObjectFailure(error, resource) : error;
    };
    const head = await s3.send(new HeadObjectCommand(place), { abortSignal: signal }).catch(named);
    const size = head.ContentLength ?? 0;
    const refuse = (bytes: number) =>
      fail('TOO_LARGE', `The object has ${bytes} bytes; ${most} are read unasked.`, {
        resource,
        numbers: { size: bytes, maximum: most },
      });
    if (size > most) throw refuse(size);
    // The very object whose size was told: another may have been written meanwhile.
    const { Body, ContentType } = await s3
      .send(new GetObjectCommand({ ...place, ...(head.ETag ? { IfMatch: head.ETag } : {}) }), {
        abortSignal: signal,
      })
      .catch(named);
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    if (bytes.length > most) throw refuse(bytes.length);
    return {
      bucket,
      key,
      size: bytes.length,
      contentType: ContentType ?? head.ContentType ?? null,
      modifiedAt: head.LastModified?.getTime() ?? null,
      content: toBase64(bytes),
    };
  };
}

/** The place that a message names. */
function pointedTo(message: SeenMessage | undefined, messageId: string): { bucket: string; key: string } {
  if (!message) throw fail('NOT_FOUND', 'The message is not kept any more.', { resource: messageId });
  const { bucket, key } = decode({ text: message.body }, message.attributes).at(-1)?.pointer ?? {};
  if (!bucket || !key)
    throw fail('INVALID_INPUT', 'The message points to no object in S3.', { resource: messageId });
  return { bucket, key };
}

/** S3 answers HEAD without words: 403 stands for a missing permission, also where the object itself is missing. */
function toObjectFailure({ code, message, data }: FailureError, resource: string): FailureError {
  if (code !== 'AWS_REFUSED' && code !== 'ACCESS_DENIED') return fail(code, message, { ...data, resource });
  const text =
    'S3 refused to show the object. It may also be missing: without s3:ListBucket, S3 tells nobody.';
  const iamAction = data.iamAction ?? 's3:GetObject';
  return fail('ACCESS_DENIED', text, { ...data, resource, iamAction });
}
