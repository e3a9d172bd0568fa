import { AwsError } from '../errors.ts';
import type { Protocol } from '../service.ts';

/** awsJson1.0 with the headers of awsQueryCompatible: what the clients of SQS and CloudWatch speak. */
export const jsonProtocol: Protocol = {
  parse(headers, body) {
    const target = String(headers['x-amz-target'] ?? '');
    const dot = target.lastIndexOf('.');
    let input: unknown;
    try {
      input = body === '' ? {} : JSON.parse(body);
    } catch {
      throw new AwsError('SerializationException', 'The request body is not valid JSON.');
    }
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
    }
    return { selector: target.slice(0, dot), action: target.slice(dot + 1), input: { ...input } };
  },
  answer: (_service, _action, output, requestId) => ({
    status: 200,
    headers: headers(requestId),
    body: JSON.stringify(output),
  }),
  error(service, error, requestId) {
    const namespace = service?.namespace ?? 'com.amazon.coral.service';
    return {
      status: error.status,
      headers: { ...headers(requestId), 'x-amzn-query-error': `${error.code};${error.fault}` },
      body: JSON.stringify({ __type: `${namespace}#${error.type}`, message: error.message }),
    };
  },
};

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId };
}
