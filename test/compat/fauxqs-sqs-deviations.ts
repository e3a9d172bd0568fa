import type { Deviation } from './deviation.ts';

/** The same deviation for several behaviours. */
function all(
  kind: Deviation['kind'],
  why: string,
  source: string,
  names: readonly string[],
): Record<string, Deviation> {
  return Object.fromEntries(names.map((name) => [name, { kind, why, source }]));
}

const API = 'SQS API reference';
const GUIDE = 'SQS developer guide';
const RECORDED = 'answers recorded from AWS';

/** Behaviours of SQS that fauxqs does not have. */
export const sqsDeviations: Readonly<Record<string, Deviation>> = {
  ...all('lacks', 'message move tasks are unknown actions', `${API}: StartMessageMoveTask`, [
    'a move task without destination returns messages to where they came from',
    'each message returns to its own source',
    'a move task moves to the destination it is given',
    'a moved message is a new one: id, send time, receive count, no source',
    'a move task on FIFO keeps groups and order',
    'a task that is done shows no handle',
    'one task at a time for a source',
    'a source that is no dead-letter queue is refused',
    'a source that does not exist is ResourceNotFoundException',
    'a destination that does not exist is ResourceNotFoundException',
    'a destination of another type is refused',
    'a rate of 0 a second is refused',
    'a rate of 501 a second is refused',
    'a task fails on a message that did not come from a queue',
    'a task fails when the destination goes away',
    'tasks are listed newest first, one unless more are asked for',
    'a queue without tasks lists none',
    'a task that is done cannot be cancelled',
    'a malformed task handle is refused',
  ]),
  ...all('lacks', 'ListDeadLetterSourceQueues is an unknown action', `${API}: ListDeadLetterSourceQueues`, [
    'ListDeadLetterSourceQueues lists the queues that name this one',
    'ListDeadLetterSourceQueues gives pages',
  ]),
  ...all('lacks', 'AddPermission and RemovePermission are unknown actions', `${API}: AddPermission`, [
    'AddPermission writes a statement for the accounts',
    'AddPermission refuses a label that is there',
    'AddPermission refuses eight actions',
    'AddPermission refuses what only the owner may do',
    'RemovePermission takes its statement out',
    'RemovePermission of an unknown label is refused',
    'another account may do what the policy allows and nothing else',
  ]),
  ...all('lacks', 'there is one account, queue policies are not enforced', `${GUIDE}: access management`, [
    'queues of the same name in two accounts share nothing',
    'another account cannot use a queue whose policy does not name it',
    "the owner's actions are never another account's",
    'an explicit Deny holds for the own account, and the owner can take it back',
  ]),
  ...all('lacks', 'a policy is not looked at when it is set', RECORDED, [
    'a policy that is no JSON is refused',
    'a policy without a statement is refused',
    'a policy without a principal is refused',
    'a policy with an unknown effect is refused',
    'a policy over 8,192 bytes is refused',
  ]),
  ...all('differs', 'an empty policy is kept as an empty text', RECORDED, ['an empty policy removes it']),
  ...all('lacks', 'redrive policies are not checked', `${API}: SetQueueAttributes; ${RECORDED}`, [
    'a RedrivePolicy that is no JSON is refused',
    'a RedrivePolicy without a target is refused',
    'a RedrivePolicy with maxReceiveCount 0 is refused',
    'a RedrivePolicy with maxReceiveCount 1001 is refused',
    'a RedrivePolicy with a target that does not exist is refused',
    'a RedrivePolicy with a target that is no ARN is refused',
    'a RedrivePolicy without a target is refused in the words of AWS',
    'the dead-letter queue of a FIFO queue must be FIFO, and the other way round',
    'a dead-letter queue of another region is refused',
    'RedriveAllowPolicy denyAll keeps sources out',
    'RedriveAllowPolicy byQueue lets the named source in and no other',
    'a RedriveAllowPolicy with an unknown permission is refused',
    'a RedriveAllowPolicy with sources but not byQueue is refused',
    'a RedriveAllowPolicy byQueue without sources is refused',
    'a RedriveAllowPolicy byQueue with eleven sources is refused',
  ]),
  ...all('lacks', 'DeadLetterQueueSourceArn is never returned', `${API}: ReceiveMessage; ${RECORDED}`, [
    'a moved message names the queue it came from',
    'on FIFO the group is kept and the message id becomes the deduplication id',
  ]),
  ...all('differs', 'the receive that moves a message is counted too', RECORDED, [
    'the receive count goes on in the dead-letter queue, the moving receive is not counted',
  ]),
  ...all('lacks', 'system attributes of the sender are dropped', `${API}: SendMessage`, [
    'a moved message keeps id, body, attributes, trace header and send time',
    'the trace header is kept',
    'the MD5 of system attributes covers the trace header',
    'a system attribute other than AWSTraceHeader is refused',
  ]),
  ...all('differs', 'SenderId is the same for all', `${API}: ReceiveMessage`, [
    'SenderId tells senders apart',
  ]),
  ...all('lacks', 'ReceiveRequestAttemptId is ignored', `${API}: ReceiveMessage`, [
    'the same ReceiveRequestAttemptId gives the same messages and handles',
  ]),
  ...all('differs', 'one message of a group is received at a time', `${GUIDE}: FIFO delivery logic`, [
    'a batch is filled from one group',
    'a batch takes as many as it can from one group, then from the next',
    'a group stays locked until each of its messages in flight is free',
  ]),
  ...all('lacks', 'DeduplicationScope and FifoThroughputLimit are unknown', `${API}: CreateQueue`, [
    'high throughput is set by DeduplicationScope and FifoThroughputLimit',
    'FifoThroughputLimit perMessageGroupId needs DeduplicationScope messageGroup',
    'in scope messageGroup an id counts within its group',
  ]),
  ...all('differs', 'attributes of FIFO are not told from others, or in other words', RECORDED, [
    'ContentBasedDeduplication is refused on a standard queue',
    'DeduplicationScope is refused on a standard queue',
    'FifoThroughputLimit is refused on a standard queue',
    'the type of a queue cannot be changed',
  ]),
  ...all('differs', 'a delay stays as it was at the send', `${GUIDE}: delay queues`, [
    'a new delay holds for what a FIFO queue has, too',
  ]),
  ...all('differs', 'a handle deletes on FIFO though its time ran out', RECORDED, [
    'deleting after the visibility timeout is refused on FIFO',
  ]),
  ...all('lacks', 'group ids are not checked', RECORDED, [
    'a group id with a space is refused',
    'a group id beyond ASCII is refused',
    'a group id of 129 characters is refused',
  ]),
  ...all('differs', 'refused as well, in other words', RECORDED, [
    'without content-based deduplication an id is needed',
    'a batch entry without group is InvalidParameterValue',
    'MaxNumberOfMessages 0 is refused',
    'MaxNumberOfMessages 11 is refused',
    'SetQueueAttributes refuses an unknown attribute and changes nothing',
    'CreateQueue with another value for an attribute is QueueNameExists',
    'an empty batch is refused as a whole',
    'a batch of eleven is refused as a whole',
    'a batch with an id twice is refused as a whole',
    'a batch over 1 MiB is refused as a whole',
  ]),
  ...all('differs', 'refused as well, under other codes', `${API}: common errors`, [
    'an unknown action is refused',
    'a missing QueueUrl is MissingParameter',
    'a missing receipt handle is MissingParameter',
    'codes without a shape of their own are bare',
    'a QueueUrl that is no address is InvalidAddress',
    'the visibility of a deleted message cannot be changed',
    'a malformed handle is refused',
  ]),
  ...all('differs', 'a malformed request is answered with 500', `${API}: common errors`, [
    'a parameter of the wrong type is refused',
    'a body that is no JSON is refused',
  ]),
  ...all(
    'lacks',
    'unknown parameters are ignored',
    'strictness of the sandbox: a misspelt parameter must show',
    ['an unknown parameter is refused and nothing is done'],
  ),
  ...all('lacks', 'requests need no signature', `${API}: common errors`, [
    'a request without signature is refused',
  ]),
  ...all(
    'differs',
    'without names all attributes are returned, unknown ones ignored',
    `${API}: GetQueueAttributes`,
    ['GetQueueAttributes without names gives nothing', 'GetQueueAttributes refuses an unknown name'],
  ),
  ...all('lacks', 'values out of range are taken', `${API}: SetQueueAttributes, CreateQueue, SendMessage`, [
    'VisibilityTimeout takes 0 to 43200 and nothing else',
    'DelaySeconds takes 0 to 900 and nothing else',
    'ReceiveMessageWaitTimeSeconds takes 0 to 20 and nothing else',
    'KmsDataKeyReusePeriodSeconds takes 60 to 86400 and nothing else',
    'CreateQueue refuses an unknown attribute',
    'ListQueues refuses MaxResults 0',
    'ListQueues refuses MaxResults 1001',
    'TagQueue refuses a key of 129 characters',
    'an unknown system attribute name is refused',
    'a delay of -1 s is refused',
    'a delay of 901 s is refused',
    'a delay out of range fails its entry only',
    'an id of 81 characters is refused',
    'a deduplication id on a standard queue is refused',
  ]),
  ...all('lacks', 'SSE-SQS and SSE-KMS do not exclude each other', RECORDED, [
    'naming a KMS key turns SSE-SQS off',
    'SSE-SQS and a KMS key at once are refused',
  ]),
  ...all('differs', 'queues of all regions are listed', `${API}: ListQueues`, [
    'ListQueues shows the queues of its region only',
  ]),
  ...all(
    'differs',
    'a URL without a host of AWS means the queue of that name made last',
    `${GUIDE}: queue identifiers`,
    ["a URL of any host means the queue of the caller's region"],
  ),
  ...all('differs', 'the partition is always aws', 'AWS General Reference: ARNs', [
    'an ARN of a Chinese region has the partition aws-cn',
  ]),
  ...all('lacks', 'a purge is possible at any time', `${API}: PurgeQueue`, [
    'a second purge within 60 s is refused',
  ]),
  ...all('lacks', 'a name is free at once', `${API}: DeleteQueue`, ['the name of a deleted queue is locked']),
  ...all('lacks', 'names of queues are not checked', `${API}: CreateQueue`, [
    'CreateQueue refuses a name with a space',
    'CreateQueue refuses a name with a dot',
    'CreateQueue refuses a name with 81 characters',
    'CreateQueue refuses a name with .fifo without FifoQueue',
  ]),
  ...all(
    'differs',
    'attributes are returned though not asked for, their digest covers all',
    `${API}: ReceiveMessage`,
    ['attributes are absent unless asked for', 'the MD5 of attributes covers only those returned'],
  ),
  ...all('differs', 'messages that come due are moved by a receive only', `${API}: GetQueueAttributes`, [
    'counts are true at any moment, without a receive',
    'a receive with visibility 0 gives each message once',
    'a new timeout counts from the change',
  ]),
  ...all('differs', 'a message keeps its place however often it was received', 'CloudWatch metrics for SQS', [
    'a message received three times goes behind the others',
  ]),
  ...all('differs', 'the loser of a race is answered at once', `${API}: ReceiveMessage`, [
    'of two long polls on one message the other waits on',
  ]),
  ...all('differs', 'characters beyond the basic plane are refused', `${API}: SendMessage`, [
    'characters beyond the basic plane are allowed',
  ]),
  ...all('lacks', 'message attributes are not checked', `${API}: MessageAttributeValue`, [
    'ten attributes are accepted and eleven are refused',
    'an attribute named AWS.x (5) is refused',
    'an attribute named amazon.x (8) is refused',
    'an attribute named .x (2) is refused',
    'an attribute named x. (2) is refused',
    'an attribute named a..b (4) is refused',
    'an attribute named a b (3) is refused',
    'an attribute named ä (1) is refused',
    'an attribute named xxxxxxxxxx (257) is refused',
    'an attribute of an unknown type is refused',
    'an attribute without a value is refused',
    'an attribute with an empty value is refused',
    'an attribute with an empty type is refused',
    'an attribute that is no number is refused',
    'an attribute with a control character is refused',
    'an empty attribute value is refused in the words of AWS',
  ]),
  ...all('lacks', 'a group id on a standard queue is dropped', `${GUIDE}: fair queues`, [
    'a group id on a standard queue is kept',
    'quiet groups are served before a noisy one',
  ]),
  ...all('differs', 'a handle that it does not know is answered with success', `${API}: DeleteMessage`, [
    'a handle of another queue is refused',
    'a batch deletes entry by entry',
  ]),
  ...all(
    'differs',
    'handles die when another message is received; old ones delete',
    `${API}: DeleteMessage`,
    [
      'a handle whose time ran out still deletes after another message was received',
      'an old handle answers with success and deletes nothing',
    ],
  ),
};
