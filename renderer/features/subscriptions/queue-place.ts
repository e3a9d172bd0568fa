import type { Scope } from '../../../electron/contract/index.ts';
import { parseArn, queueNameOfArn } from '../../../electron/domain/arn.ts';

/** A queue that can be opened: the scope in view that reaches it, and its name. */
export interface QueuePlace {
  scope: Scope;
  name: string;
}

/**
 * Where in the workspace the queue of an ARN is: a scope of its region whose account is the queue's. Null when there is
 * none in view, or the ARN names no queue.
 * @param accountOf the account of a scope; null while it is not known
 */
export function placeOfQueue(
  arn: string,
  scopes: readonly Scope[],
  accountOf: (scope: Scope) => string | null,
): QueuePlace | null {
  const name = queueNameOfArn(arn);
  const { region, account } = parseArn(arn) ?? {};
  const scope = scopes.find((each) => each.region === region && accountOf(each) === account);
  return name !== null && scope ? { scope, name } : null;
}
