import type { Caller } from '../action.ts';
import type { MetricTarget } from '../meter.ts';
import { listOf, requiredText, structureOf, textOf } from './input.ts';

/** One dimension of a request. */
export interface Dimension {
  name: string;
  value: string | undefined;
}

/** Reads dimensions. */
export function dimensionsOf(value: unknown): Dimension[] {
  return listOf(value, 'Dimensions').map((each) => {
    const { Name, Value } = structureOf(each, 'Dimensions');
    return { name: requiredText(Name, 'Dimensions.Name'), value: textOf(Value, 'Dimensions.Value') };
  });
}

/** The queue or topic that namespace and dimensions name exactly; undefined for any other set: such has no data. */
export function targetOf(
  { account, region }: Caller,
  namespace: string,
  dimensions: readonly Dimension[],
): MetricTarget | undefined {
  const [only, ...more] = dimensions;
  if (!only?.value || more.length > 0) return undefined;
  if (namespace === 'AWS/SQS' && only.name === 'QueueName')
    return { account, region, namespace, resource: only.value };
  if (namespace === 'AWS/SNS' && only.name === 'TopicName')
    return { account, region, namespace, resource: only.value };
  return undefined;
}
