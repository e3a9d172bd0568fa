import type { RequestContext } from './context.ts';
import { matchesGlob, toGlob, toLowerCase } from './glob.ts';
import type { Statement } from './model.ts';
import { expandVariables } from './variables.ts';

/** Batch calls are judged as the single call. [SQS API AddPermission] */
const SINGLE: Readonly<Record<string, string>> = {
  'sqs:sendmessagebatch': 'sqs:sendmessage',
  'sqs:deletemessagebatch': 'sqs:deletemessage',
  'sqs:changemessagevisibilitybatch': 'sqs:changemessagevisibility',
  'sns:publishbatch': 'sns:publish',
};

/** Whether a statement names the action that is asked for. */
export function matchesAction({ actions, notAction }: Statement, action: string): boolean {
  const lower = action.toLowerCase();
  const asked = SINGLE[lower] ?? lower;
  const listed = actions.some((pattern) => matchesGlob(toLowerCase(toGlob(pattern)), asked));
  return actions.length > 0 && listed !== notAction;
}

/** Whether a statement names the resource that is asked for. */
export function matchesResource(
  { resources, notResource }: Statement,
  resource: string,
  version: string,
  context: RequestContext,
): boolean {
  const listed = resources.some((pattern) => {
    const glob = expandVariables(pattern, version, context);
    return glob !== null && matchesGlob(glob, resource);
  });
  return resources.length > 0 && listed !== notResource;
}
