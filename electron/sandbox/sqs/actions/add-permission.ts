import type { Action } from '../../action.ts';
import { SQS } from '../../../domain/limits.ts';
import { invalidValue, missingParameter } from '../failures.ts';
import { findQueue } from '../find-queue.ts';
import { requiredText, textList } from '../input.ts';
import { addStatement } from '../permissions.ts';
import { mergeAttributes } from '../queue-attributes.ts';
import { applyAttributes } from '../apply-attributes.ts';

/** AddPermission: a statement in the queue's policy that lets accounts do actions. */
export const addPermission: Action = {
  name: 'AddPermission',
  parameters: ['QueueUrl', 'Label', 'AWSAccountIds', 'Actions'],
  run(input, context) {
    const queue = findQueue(input, context, 'AddPermission');
    const label = requiredText(input, 'Label');
    if (!new RegExp(`^[A-Za-z0-9_-]{1,${SQS.labelLength}}$`).test(label)) {
      const reason = `Can only include alphanumeric characters, hyphens, or underscores. 1 to ${SQS.labelLength} in length.`;
      throw invalidValue(label, 'Label', reason);
    }
    const accounts = textList(input, 'AWSAccountIds');
    const actions = textList(input, 'Actions');
    if (accounts.length === 0) throw missingParameter('AWSAccountIds');
    if (actions.length === 0) throw missingParameter('Actions');
    for (const account of accounts) {
      if (!/^\d{12}$/.test(account)) throw invalidValue(`[${account}]`, 'PrincipalId', 'Unable to verify.');
    }
    const policy = addStatement(queue, label, accounts, actions);
    applyAttributes(context.world, queue, mergeAttributes(queue.attributes, { Policy: policy }, queue.fifo));
    return {};
  },
};
