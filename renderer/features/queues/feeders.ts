import { parseArn } from '../../../electron/domain/arn.ts';

/** Something outside that the queue's policy lets send to it. */
export interface Feeder {
  arn: string;
  /** The AWS service of the ARN: `sns`, `s3`, `events`. */
  service: string;
  name: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const toList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const sends = (action: unknown): boolean =>
  toList(action).some((name) => typeof name === 'string' && /^(\*|sqs:(\*|send.*))$/i.test(name));

/** The sources that Allow statements of a queue's policy name by `aws:SourceArn`; what it lets in otherwise is not told. */
export function feedersOf(policy: string | undefined): Feeder[] {
  if (!policy) return [];
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    return [];
  }
  const statements = isRecord(document) ? toList(document.Statement).filter(isRecord) : [];
  const arns = statements
    .filter(({ Effect, Action }) => Effect === 'Allow' && sends(Action))
    .flatMap(({ Condition }) => (isRecord(Condition) ? Object.values(Condition).filter(isRecord) : []))
    .flatMap((tests) => Object.entries(tests))
    .filter(([key]) => key.toLowerCase() === 'aws:sourcearn')
    .flatMap(([, value]) => toList(value))
    .filter((arn): arn is string => typeof arn === 'string');
  return [...new Set(arns)].flatMap((arn) => {
    const parts = parseArn(arn);
    return parts ? [{ arn, service: parts.service, name: parts.resource.replace(/^.*\//, '') }] : [];
  });
}
