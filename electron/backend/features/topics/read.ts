import { GetTopicAttributesCommand, ListTagsForResourceCommand } from '@aws-sdk/client-sns';
import type { Scope } from '../../../contract/procedure.ts';
import { isFailure } from '../../failures.ts';
import type { Services } from '../../services.ts';
import { checkTopicRegion } from './region-of-arn.ts';
import type { Attributes } from './detail.ts';

/** Reads all attributes of a topic. @throws NOT_FOUND, WRONG_REGION, ACCESS_DENIED ... */
export async function readTopicAttributes(
  { clients }: Pick<Services, 'clients'>,
  scope: Scope,
  topicArn: string,
  signal: AbortSignal,
): Promise<Attributes> {
  checkTopicRegion(scope, topicArn);
  const sns = await clients.sns(scope);
  const command = new GetTopicAttributesCommand({ TopicArn: topicArn });
  const { Attributes: attributes = {} } = await sns.send(command, { abortSignal: signal });
  return attributes;
}

/** The same for who may perhaps not read: null then, so that who may write is not kept from it. */
export async function attributesIfKnown(
  services: Pick<Services, 'clients'>,
  scope: Scope,
  topicArn: string,
  signal: AbortSignal,
): Promise<Attributes | null> {
  try {
    return await readTopicAttributes(services, scope, topicArn, signal);
  } catch (error) {
    if (isFailure(error) && (error.code === 'ACCESS_DENIED' || error.code === 'UNSUPPORTED')) return null;
    throw error;
  }
}

/** Reads the tags of a topic. */
export async function readTopicTags(
  { clients }: Pick<Services, 'clients'>,
  scope: Scope,
  topicArn: string,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const sns = await clients.sns(scope);
  const command = new ListTagsForResourceCommand({ ResourceArn: topicArn });
  const { Tags = [] } = await sns.send(command, { abortSignal: signal });
  return Object.fromEntries(Tags.flatMap(({ Key, Value = '' }) => (Key ? [[Key, Value]] : [])));
}
