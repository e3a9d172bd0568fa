import type { RedriveChoice, RedriveDestination, RedrivePlan, QueuePlace } from '../contract/index.ts';
import { toSentence } from './finding-words.ts';
import { nameOf, toWay } from './job-words.ts';

/** What a plan is of. */
export interface Planned {
  source: QueuePlace;
  destination: RedriveDestination;
  keep: boolean;
  choice: RedriveChoice;
}

/** What a redrive would do, in words, a line each. */
export function planWords(planned: Planned, plan: RedrivePlan): string[] {
  return [
    headline(planned, plan),
    ...efforts(plan),
    ...plan.stages.map(
      ({ size, waitSeconds }, index) =>
        `  Stage ${index + 1}: ${size === null ? 'all that is left' : `${size} messages`}` +
        (waitSeconds > 0 ? `, then ${duration(waitSeconds)} of watching what comes back.` : '.'),
    ),
    ...routes(plan),
    ...dryRun(plan),
    ...plan.findings.map((finding) => `  ${labels[finding.severity]}: ${toSentence(finding)}`),
    plan.keeps.length > 0 ? `  Stays as it is: ${words(plan.keeps)}.` : '',
    plan.changes.length > 0 ? `  Changes: ${words(plan.changes)}.` : '',
  ].filter(Boolean);
}

const labels = { refuse: 'Refused', warn: 'Warning', note: 'Note' } as const;

function headline({ source, destination, keep, choice }: Planned, plan: RedrivePlan): string {
  const { scope, queueUrl } = source;
  const account = /\/(\d{12})\/[^/]+$/.exec(queueUrl)?.[1];
  const where = [account && `account ${account}`, scope.region, `profile ${scope.profile}`].filter(Boolean);
  const act = keep ? 'Copies' : destination.kind === 'park' ? 'Parks' : 'Moves';
  const all = choice.by === 'all' && plan.chosen === plan.waiting;
  const some = plan.chosen === null ? 'some' : `${plan.chosen}`;
  const many = all ? `all messages, about ${plan.waiting}` : `${some} of about ${plan.waiting} messages`;
  const which = choice.by === 'where' ? ' for which the predicate holds' : '';
  return `${act} ${many}${which}: ${toWay({ source, destination })} (${where.join(', ')}).`;
}

function efforts({ receives, calls, seconds, held, holdSeconds, doubledByCrash }: RedrivePlan): string[] {
  return [
    `  SQS does not hand out chosen messages: about ${receives.expected} are received to reach them, at most ${receives.most}.`,
    `  Calls: ${calls.receive} receive, ${calls.send} send, ${calls.remove} delete; about ${duration(seconds)}.`,
    `  Meanwhile up to ${held} are hidden from other readers, for ${duration(holdSeconds)} before that is renewed.`,
    doubledByCrash > 0 ? `  A crash may double up to ${doubledByCrash} messages; the report names them.` : '',
  ];
}

function routes({ routes: ways, blocked, expiring }: RedrivePlan): string[] {
  return [
    ...(ways.length > 1
      ? ways.map(
          ({ destination, count }) =>
            `  To ${destination === null ? 'a queue not known yet' : nameOf(destination)}: ${count}.`,
        )
      : []),
    blocked.count > 0 ? `  Blocked behind others of their FIFO group: ${blocked.count}.` : '',
    expiring > 0 ? `  Expire before the estimated end: ${expiring}.` : '',
  ];
}

function dryRun({ captured }: RedrivePlan): string[] {
  if (captured === null) return [];
  const { read, matched, changed, failed, error } = captured;
  return [
    `  Of ${read} captured messages ${matched} are chosen, ${changed} would be changed, ${failed} fail.`,
    error === null ? '' : `  The first failure: ${error}`,
    read === 0 ? '  Capture the queue first to see what the expressions do: spillway capture.' : '',
  ];
}

/** Names of facts, as they read in a sentence: `receiveCount` is a receive count. */
const words = (names: readonly string[]): string =>
  names.map((name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)).join(', ');

/** Seconds in words. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
