import { SQS } from '../../domain/limits.ts';
import { rootArn } from '../principal.ts';
import { invalidValue, overLimit } from './failures.ts';
import type { Queue } from './model.ts';

/** What AddPermission may grant; the rest is the owner's alone. */
const GRANTABLE = [
  '*',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
];

/** A queue policy as AddPermission writes and RemovePermission edits it. */
interface Policy {
  Version: string;
  Id?: string;
  Statement: Array<Record<string, unknown>>;
}

/** The policy with a statement more. Fails on a label already there, unknown actions and AWS's limits. */
export function addStatement(
  queue: Queue,
  label: string,
  accounts: readonly string[],
  actions: readonly string[],
): string {
  const policy = currentPolicy(queue);
  if (policy.Statement.some((statement) => statement['Sid'] === label))
    throw invalidValue(label, 'Label', 'Already exists.');
  if (actions.length > SQS.actionsPerStatement) {
    throw overLimit(`${actions.length} Actions were found, maximum allowed is ${SQS.actionsPerStatement}.`);
  }
  if (policy.Statement.length >= SQS.policyStatements) {
    throw overLimit(
      `${policy.Statement.length + 1} Statements were found, maximum allowed is ${SQS.policyStatements}.`,
    );
  }
  for (const action of actions) {
    if (!GRANTABLE.includes(action)) {
      throw invalidValue(
        `SQS:${action}`,
        'ActionName',
        'Only the queue owner is allowed to invoke this action.',
      );
    }
  }
  const principals = accounts.map((account) => rootArn({ region: queue.region, account }));
  const names = actions.map((action) => `SQS:${action}`);
  policy.Statement.push({
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: single(principals) },
    Action: single(names),
    Resource: queue.arn,
  });
  return JSON.stringify(policy);
}

/** The policy without the statement of this label; '' when none is left. */
export function removeStatement(queue: Queue, label: string): string {
  const policy = currentPolicy(queue);
  const kept = policy.Statement.filter((statement) => statement['Sid'] !== label);
  if (kept.length === policy.Statement.length) throw invalidValue(label, 'Label', "can't find label.");
  return kept.length === 0 ? '' : JSON.stringify({ ...policy, Statement: kept });
}

function currentPolicy(queue: Queue): Policy {
  const text = queue.attributes['Policy'];
  if (text === undefined)
    return { Version: '2008-10-17', Id: `${queue.arn}/SQSDefaultPolicy`, Statement: [] };
  const policy = JSON.parse(text) as Omit<Policy, 'Statement'> & {
    Statement: Policy['Statement'] | Record<string, unknown>;
  };
  return { ...policy, Statement: Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement] };
}

function single(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}
