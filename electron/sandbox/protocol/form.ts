import { AwsError } from '../errors.ts';
import type { Protocol, QueryDialect } from '../service.ts';
import { parseQuery } from './query.ts';
import { toXmlAnswer, toXmlError } from './xml.ts';

/** awsQuery: form-encoded requests, XML answers. What the clients of SNS and STS speak. */
export const formProtocol: Protocol = {
  parse(_headers, body) {
    const { action, version, input } = parseQuery(body);
    if (action === '') throw new AwsError('MissingAction', 'The request must contain the parameter Action.');
    return { selector: version, action, input };
  },
  answer: (service, action, output, requestId) => ({
    status: 200,
    headers: headers(requestId),
    body: toXmlAnswer(action, service.namespace, output, requestId),
  }),
  error: (service, error, requestId) => ({
    status: error.status,
    headers: headers(requestId),
    body: toXmlError(
      error,
      service?.namespace ?? 'http://webservices.amazon.com/AWSFault/2005-15-09',
      requestId,
    ),
  }),
};

/** The query protocol of a service that has its own forms for lists and maps. */
export function createDialectProtocol(dialect: QueryDialect): Protocol {
  return {
    parse(_headers, body, path) {
      const { action, version, input } = parseQuery(body);
      return { selector: version, action, input: dialect.read(action, input, path) };
    },
    answer: (_service, action, output, requestId) => ({
      status: 200,
      headers: headers(requestId),
      body: toXmlAnswer(action, dialect.namespace, output, requestId, dialect.write(action, output)),
    }),
    error: (_service, error, requestId) => ({
      status: error.status,
      headers: headers(requestId),
      body: toXmlError(error, dialect.namespace, requestId),
    }),
  };
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}
