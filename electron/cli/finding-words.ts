import type { PlanFinding } from '../contract/index.ts';
import { nameOf } from './job-words.ts';

/** A finding of a plan as a sentence. */
export function toSentence({ code, numbers, resource }: PlanFinding): string {
  const told = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  const about = resource === null ? [] : [nameOf(resource)];
  const more = [...about, ...told].join(', ');
  return `${sentences[code]}${more === '' ? '' : ` (${more})`}`;
}

const sentences: Record<PlanFinding['code'], string> = {
  'same-queue': 'Source and destination are the same queue.',
  'move-task-running': "One of SQS's own message move tasks runs on the source.",
  'move-task-unknown': "Whether one of SQS's own message move tasks runs on the source cannot be read.",
  'too-large': 'Some messages are larger than the destination allows; these stay where they are.',
  'group-missing':
    'The destination is FIFO, and messages without a group each become one of their own; --group-id gives them one.',
  'order-lost': 'The order of the groups is lost: the destination is not FIFO.',
  'fifo-blocked':
    'Chosen messages stand behind others of their group that are not chosen, and cannot be reached.',
  'comes-back': 'The destination sends failed messages back to the source.',
  'to-dead-letters': 'The destination is a dead-letter queue.',
  'source-dead-letters': 'Receiving may move messages of the source to its own dead-letter queue.',
  'expires-before': 'Messages expire before the estimated end. They go first.',
  'shorter-retention': 'The destination keeps messages for a shorter time.',
  'other-key': 'The destination encrypts with another key.',
  delayed: 'The destination delays messages.',
  unreachable: 'Messages in flight or delayed cannot be reached until they are visible.',
  'in-flight-limit': 'The source allows so many messages in flight at once; its consumers share that number.',
  'destination-unknown': 'The destination cannot be read beforehand.',
  'topic-accepted': 'All subscribers of the topic get each message, and accepted is not delivered.',
  'returns-unseen': 'Messages that come back cannot be recognised by their id here.',
  'no-dead-letter-source': 'Messages that do not name the queue they failed in cannot go back to it.',
  'several-sources': 'Several queues send their failed messages here.',
  'deduplication-kept':
    'Deduplication ids are kept: each message waits until five minutes have passed since that id was sent last.',
  'content-on-disk': 'Changed content is kept in the data folder until it is sent.',
  'edits-unchosen': 'Some edited messages are not chosen.',
};
