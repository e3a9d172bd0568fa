/** Parameters that are whole numbers; the query protocol carries all as text. */
export const NUMBERS = new Set([
  'DelaySeconds',
  'VisibilityTimeout',
  'WaitTimeSeconds',
  'MaxNumberOfMessages',
  'MaxResults',
  'MaxNumberOfMessagesPerSecond',
]);

/** Flattened lists, `AttributeName.1=All`, by their names in the JSON protocol. */
export const LISTS: ReadonlyMap<string, string> = new Map([
  ['AttributeName', 'AttributeNames'],
  ['MessageAttributeName', 'MessageAttributeNames'],
  ['MessageSystemAttributeName', 'MessageSystemAttributeNames'],
  ['TagKey', 'TagKeys'],
  ['AWSAccountId', 'AWSAccountIds'],
  ['ActionName', 'Actions'],
  ['SendMessageBatchRequestEntry', 'Entries'],
  ['DeleteMessageBatchRequestEntry', 'Entries'],
  ['ChangeMessageVisibilityBatchRequestEntry', 'Entries'],
]);

/** Flattened maps, `Attribute.1.Name=..&Attribute.1.Value=..`; tags say Key for Name. */
export const MAPS: ReadonlyMap<string, string> = new Map([
  ['Attribute', 'Attributes'],
  ['MessageAttribute', 'MessageAttributes'],
  ['MessageSystemAttribute', 'MessageSystemAttributes'],
  ['Tag', 'Tags'],
]);

/** Elements that stand for the items of a list in an answer. */
export const ITEMS: ReadonlyMap<string, string> = new Map([
  ['QueueUrls', 'QueueUrl'],
  ['queueUrls', 'QueueUrl'],
  ['Messages', 'Message'],
  ['Failed', 'BatchResultErrorEntry'],
  ['Results', 'ListMessageMoveTasksResultEntry'],
]);
