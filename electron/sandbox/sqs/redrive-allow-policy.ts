import { SQS } from '../../domain/limits.ts';
import { invalidValue } from './failures.ts';
import type { Queue } from './model.ts';

/** Checks a RedriveAllowPolicy. */
export function checkRedriveAllowPolicy(text: string): void {
  const refuse = (reason: string): Error => invalidValue(text, 'RedriveAllowPolicy', reason);
  const policy = parseObject(text);
  if (!policy) throw refuse('Redrive allow policy is not a valid JSON map.');
  const { redrivePermission, sourceQueueArns } = policy;
  if (redrivePermission === undefined) {
    throw refuse(
      "Amazon SQS can't create the redrive allow policy, as it's missing the attribute redrivePermission.",
    );
  }
  if (!['allowAll', 'denyAll', 'byQueue'].includes(String(redrivePermission))) {
    throw refuse(
      "Amazon SQS can't create the redrive allow policy. Permitted values are allowAll, denyAll and byQueue.",
    );
  }
  if (redrivePermission !== 'byQueue') {
    if (sourceQueueArns !== undefined) throw refuse('sourceQueueArns is only permitted with byQueue.');
    return;
  }
  if (!Array.isArray(sourceQueueArns) || sourceQueueArns.length === 0 || !sourceQueueArns.every(isQueueArn))
    throw refuse('sourceQueueArns must be a list of queue ARNs.');
  if (sourceQueueArns.length > SQS.redriveAllowSources) {
    throw refuse(`sourceQueueArns can have ${SQS.redriveAllowSources} queue ARNs at most.`);
  }
}

function isQueueArn(value: unknown): boolean {
  return typeof value === 'string' && /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+$/.test(value);
}

/** A JSON object; undefined where the text is none. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a dead-letter queue takes a source, by its RedriveAllowPolicy. */
export function letsIn(target: Queue, sourceArn: string): boolean {
  const policy = parseObject(target.attributes['RedriveAllowPolicy'] ?? '{}');
  if (policy?.['redrivePermission'] === 'denyAll') return false;
  if (policy?.['redrivePermission'] !== 'byQueue') return true;
  return Array.isArray(policy['sourceQueueArns']) && policy['sourceQueueArns'].includes(sourceArn);
}
