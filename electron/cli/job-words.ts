import type { Job, JobItem } from '../contract/index.ts';
import { columns, printable } from './output.ts';

const goals = ['done', 'kept', 'parked', 'sent'] as const;

/** How many messages reached their goal. */
export const reachedBy = ({ counts }: Job): number =>
  goals.reduce((sum, state) => sum + (counts.states[state] ?? 0), 0);

/** The name at the end of a URL or an ARN. */
export const nameOf = (place: string): string => printable(place.split(/[/:]/).at(-1) ?? place);

/** Where a job brings its messages, in a word. */
export function toWay({ source, destination }: Pick<Job, 'source' | 'destination'>): string {
  const from = nameOf(source.queueUrl);
  switch (destination?.kind) {
    case undefined:
      return from;
    case 'queue':
      return `${from} -> ${nameOf(destination.queueUrl)}`;
    case 'topic':
      return `${from} -> topic ${nameOf(destination.topicArn)}`;
    case 'sources':
      return `${from} -> its sources`;
    case 'park':
      return `${from} -> the local store`;
    case 'nothing':
      return `${from} -> nothing`;
  }
}

const isReceiving = ({ kind }: Job): boolean => kind === 'receive' || kind === 'capture';

function toCounts(job: Job): string[] {
  const { counts } = job;
  const states = Object.entries(counts.states).map(([name, count]) => `${count} ${name}`);
  const seen = isReceiving(job) ? [`${counts.seen} seen`] : [];
  const doubt = counts.doubt > 0 ? [`${counts.doubt} may exist twice`] : [];
  const back = counts.returned > 0 ? [`${counts.returned} came back`] : [];
  return [...states, ...seen, ...doubt, ...back];
}

/** A job in one line. */
export function toLine(job: Job): string {
  return columns([job.id, job.kind, job.state, toWay(job), toCounts(job).join(', ')], [36, 8, 10, 30]);
}

/** How far a job is, in one line. */
export function toProgress(job: Job): string {
  const { counts, stage, state } = job;
  const of = counts.total === null ? '' : ` of ${counts.total}`;
  const far = isReceiving(job) ? `${counts.seen} seen` : `${reachedBy(job)}${of}`;
  const rate = counts.perSecond === null ? [] : [`${Math.round(counts.perSecond)}/s`];
  const other = counts.otherReader ? ['somebody else reads this queue'] : [];
  const stages = stage
    ? [
        `stage ${stage.index} of ${stage.of}${stage.waitsUntil === null ? '' : `, waits until ${new Date(stage.waitsUntil).toISOString()}`}`,
      ]
    : [];
  return [`${toWay(job)}: ${state}, ${far}`, ...stages, ...rate, ...toCounts(job), ...other].join(', ');
}

/** One message of a report in one line. */
export function toItemLine({ messageId, state, newId, doubt, returnedAt, reason }: JobItem): string {
  const words = [doubt ? 'may exist twice' : '', returnedAt === null ? '' : 'failed again', reason ?? ''];
  const more = words.filter(Boolean).join(', ');
  return columns([`  ${messageId}`, state, newId ?? '-', printable(more)], [40, 10, 36]);
}
