import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Scope } from '../../../../contract/procedure.ts';
import { toPayloadKey, toPointerMessage } from '../../../../domain/message/s3-pointer-write.ts';
import { fail, isFailure, toFailure } from '../../../failures.ts';
import type { Handlers } from '../../../handlers.ts';
import type { Services } from '../../../services.ts';
import { isUnknown } from './outcome.ts';

type Send = Handlers<'messages'>['send'];

/** Large bodies by way of S3: the object first, once; then the message that points to it, once. */
export function createPointers(
  services: Services,
  send: Send,
): Pick<Handlers<'messages'>, 'sendPointer' | 'deletePayload'> {
  return {
    async sendPointer({ scope, queueUrl, message, pointer }, call) {
      const key = toPayloadKey(pointer.keyPrefix, randomUUID());
      const bytes = Buffer.from(message.body, 'utf8');
      const object = { bucket: pointer.bucket, key, bytes: bytes.length };
      call.note({ object: `s3://${pointer.bucket}/${key}`, objectBytes: bytes.length });
      try {
        await put(services, scope, object, bytes, call.signal);
      } catch (error) {
        // Perhaps it lies there: then its address has to be told too.
        if (!isFailure(error) || !isUnknown(toFailure(error))) throw error;
        return { object, sent: null, failure: toFailure(error) };
      }
      try {
        const sent = await send({ scope, queueUrl, ...toPointerMessage(message, pointer, key) }, call);
        return { object, sent, failure: null };
      } catch (error) {
        if (!isFailure(error)) throw error;
        const failure = toFailure(error);
        call.note({ notSent: failure.code });
        return { object, sent: null, failure };
      }
    },

    async deletePayload({ scope, object }, { signal }) {
      const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(object) ?? [];
      if (!bucket || !key)
        throw fail('INVALID_INPUT', 'An object is written s3://bucket/key.', { field: 'object' });
      const s3 = await services.clients.s3(scope, 'once');
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
      return {};
    },
  };
}

async function put(
  { clients }: Services,
  scope: Scope,
  { bucket, key }: { bucket: string; key: string },
  bytes: Buffer,
  signal: AbortSignal,
): Promise<void> {
  const s3 = await clients.s3(scope, 'once');
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: bytes,
    ContentLength: bytes.length,
    ContentType: 'text/plain; charset=utf-8',
  });
  try {
    await s3.send(command, { abortSignal: signal });
  } catch (error) {
    // An endpoint without S3 takes the request for one of another service.
    if (isFailure(error) && error.data.awsCode === 'MissingAction')
      throw fail('UNSUPPORTED', 'This endpoint offers no S3.', { profile: scope.profile });
    throw error;
  }
}
