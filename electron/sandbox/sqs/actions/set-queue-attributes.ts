import { AwsError } from '../../errors.ts';
import type { Action } from '../../action.ts';
import { findQueue } from '../find-queue.ts';
import { missingParameter, unknownAttribute } from '../failures.ts';
import { textMap } from '../input.ts';
import { mergeAttributes } from '../queue-attributes.ts';
import { applyAttributes } from '../apply-attributes.ts';
import { checkRedrivePolicy } from '../redrive-policy.ts';
import { checkRedriveAllowPolicy } from '../redrive-allow-policy.ts';

/** SetQueueAttributes: all or nothing; takes effect at once here, within 60 s (retention 15 min) on AWS. */
export const setQueueAttributes: Action = {
  name: 'SetQueueAttributes',
  parameters: ['QueueUrl', 'Attributes'],
  run(input, context) {
    const queue = findQueue(input, context, 'SetQueueAttributes');
    const given = textMap(input, 'Attributes');
    if (!given) throw missingParameter('Attributes');
    if ('FifoQueue' in given) {
      if (!queue.fifo) throw unknownAttribute('FifoQueue');
      if (given['FifoQueue'] !== 'true') {
        throw new AwsError('InvalidAttributeValue', 'Modifying queue type is not supported.');
      }
    }
    const attributes = mergeAttributes(queue.attributes, given, queue.fifo);
    if (given['RedrivePolicy']) checkRedrivePolicy(context.world, queue, given['RedrivePolicy']);
    if (given['RedriveAllowPolicy']) checkRedriveAllowPolicy(given['RedriveAllowPolicy']);
    applyAttributes(context.world, queue, attributes);
    return {};
  },
};
