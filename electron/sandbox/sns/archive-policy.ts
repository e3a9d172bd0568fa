import { SNS } from '../../domain/limits.ts';
import { invalidParameter } from './refusals.ts';

/** Days that an `ArchivePolicy` keeps messages; null for `{}`, which ends the archive. [SNS DG message-archiving-and-replay] */
export function parseArchivePolicy(text: string, prefix = ''): number | null {
  const wrong = (reason: string) => invalidParameter(`${prefix}ArchivePolicy: ${reason}`);
  if (text === '') return null;
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw wrong('failed to parse JSON.');
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    throw wrong('failed to parse JSON.');
  const keys = Object.keys(policy);
  if (keys.length === 0) return null;
  const unknown = keys.find((key) => key !== 'MessageRetentionPeriod');
  if (unknown !== undefined) throw wrong(`Unknown key [${unknown}]`);
  const days = 'MessageRetentionPeriod' in policy ? policy.MessageRetentionPeriod : undefined;
  const number = typeof days === 'string' && /^\d+$/.test(days) ? Number(days) : days;
  const { min, max } = SNS.archiveDays;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max)
    throw wrong(`MessageRetentionPeriod must be between ${min} and ${max}`);
  return number;
}
