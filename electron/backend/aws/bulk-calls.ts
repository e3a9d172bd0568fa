import type { Readable } from 'node:stream';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Scope } from '../../contract/procedure.ts';
import { fail } from '../failures.ts';
import type { Activity } from './activity.ts';
import { outputOf, readText } from './bulk-answer.ts';
import { NativeSha256 } from './bulk-hash.ts';
import { toAwsFailure } from './failures.ts';
import { endOf } from './middleware.ts';
import { mendAnswer } from './odd-answers.ts';

/** What a redrive asks of SQS thousands of times over. */
export type BulkOperation =
  'ReceiveMessage' | 'SendMessageBatch' | 'DeleteMessageBatch' | 'ChangeMessageVisibilityBatch';

/**
 * A call of SQS's JSON protocol, once and never again: signed by the SDK's signer and sent by the SDK client's own handler, with its
 * credentials, endpoint and clock, at a third of the processor time that the client's middleware takes. Binary values are base64.
 * `go` is asked right before the bytes leave. Rejects with the failures of a client. [SQS DG sqs-json-protocol]
 */
export type BulkCall = (
  operation: BulkOperation,
  input: { QueueUrl: string } & Record<string, unknown>,
  options: { signal: AbortSignal; go?: () => boolean },
) => Promise<Record<string, unknown>>;

const tooFar = 5 * 60_000;

/** Makes the calls beside a client; `endpoint` is where it sends to, undefined for AWS's own. */
export function createBulkCall(
  { config }: SQSClient,
  scope: Scope,
  endpoint: string | undefined,
  variant: { useFipsEndpoint: boolean; useDualstackEndpoint: boolean },
  activity: Pick<Activity, 'count'>,
): BulkCall {
  const { url } = config.endpointProvider({
    Region: scope.region,
    UseFIPS: variant.useFipsEndpoint,
    UseDualStack: variant.useDualstackEndpoint,
    Endpoint: endpoint,
  });
  const signer = new SignatureV4({
    service: 'sqs',
    region: scope.region,
    // The client keeps them until shortly before their end.
    credentials: () => config.credentials(),
    sha256: NativeSha256,
  });
  const place = {
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname,
  };
  let offset = 0;

  const request = (operation: BulkOperation, input: object): HttpRequest => {
    const body = JSON.stringify(input);
    return new HttpRequest({
      ...place,
      method: 'POST',
      headers: {
        host: url.host,
        'content-type': 'application/x-amz-json-1.0',
        'content-length': String(Buffer.byteLength(body)),
        'x-amz-target': `AmazonSQS.${operation}`,
        'x-amzn-query-mode': 'true',
      },
      body,
    });
  };

  return async (operation, input, { signal, go }) => {
    let sent = false;
    try {
      const signed = await signer.sign(request(operation, input), {
        signingDate: new Date(Date.now() + offset),
      });
      if (go && !go()) throw fail('CANCELLED', 'It was too late for this request.');
      sent = true;
      const { response } = await config.requestHandler.handle(new HttpRequest(signed), {
        abortSignal: signal,
      });
      const text = await readText(response.body as Readable);
      // As the client does: this machine's clock may be far from AWS's.
      const said = Date.parse(response.headers.date ?? '');
      if (Math.abs(said - Date.now() - offset) >= tooFar) offset = said - Date.now();
      const output = outputOf({ status: response.statusCode, headers: response.headers, text });
      mendAnswer(output);
      if (sent) activity.count(scope, 'done');
      return output;
    } catch (error) {
      const failure = toAwsFailure(error, {
        operation,
        service: 'sqs',
        profile: scope.profile,
        region: scope.region,
        resource: input.QueueUrl,
        sent,
      });
      if (sent) activity.count(scope, endOf(failure));
      throw failure;
    }
  };
}
