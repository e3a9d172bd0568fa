// Batch operations need the permission of the single one, and S3 names its permissions otherwise.
const permissions: Record<string, string> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  PublishBatch: 'Publish',
  HeadObject: 'GetObject',
  HeadBucket: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListBuckets: 'ListAllMyBuckets',
};

/** The IAM action that an operation needs: `sqs:SendMessage` for SendMessageBatch. */
export function iamActionOf(service: string, operation: string): string {
  return `${service}:${permissions[operation] ?? operation}`;
}

/**
 * The action that AWS's own words name as missing: "... is not authorized to perform: sqs:listqueues on resource: ...".
 * SQS writes it in lower case: where it is the one that was needed, its own spelling is given.
 */
export function deniedAction(message: string, needed: string): string | undefined {
  const named = /not authorized to perform:? ([a-z0-9-]+:[A-Za-z*]+)/.exec(message)?.[1];
  return named?.toLowerCase() === needed.toLowerCase() ? needed : named;
}
