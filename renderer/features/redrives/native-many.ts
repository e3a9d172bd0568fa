import type { Failure, Guard, Preflight, Scope } from '../../../electron/contract/index.ts';
import { SQS } from '../../../electron/domain/limits.ts';

/** A dead-letter queue that is to be redriven together with others. */
export interface NativeQueue {
  key: string;
  scope: Scope;
  url: string;
  name: string;
  fifo: boolean;
  /** Null until its attributes were read. */
  arn: string | null;
  account: string | null;
  waiting: number | null;
  /** True where a subscription, or what the user marked it for, sends messages there that carry no origin. */
  strangers: boolean;
}

/** What is known of a queue's start: its pre-flight, or why that could not be read. */
export interface NativeCheck {
  preflight: Preflight | null;
  failure: Failure | null;
}

/** Why a queue is left out; null when it takes part. */
export type LeftOut = 'read-only' | 'unread' | 'failed' | 'refused' | 'empty' | 'unchosen' | null;

/** Whether a queue takes part, and if not, the first reason why. */
export function leftOutOf(
  guard: Guard | undefined,
  check: NativeCheck | undefined,
  chosen: boolean,
): LeftOut {
  if (!chosen) return 'unchosen';
  if (guard === 'read-only') return 'read-only';
  if (check?.failure) return 'failed';
  if (!check?.preflight) return 'unread';
  if (check.preflight.restrictions.some(({ mark }) => mark === 'fails')) return 'refused';
  return check.preflight.counts?.visible === 0 ? 'empty' : null;
}

/** How many queues take part in each account and region, and how many messages wait in them. */
export interface NativeSum {
  key: string;
  scope: Scope;
  account: string;
  queues: number;
  /** Null when one of them could not be counted. */
  messages: number | null;
  /** More tasks than an account may run at once. */
  tooMany: boolean;
}

/** Sums by profile, account and region, in the order in which the queues stand. */
export function sumByPlace(taking: readonly { queue: NativeQueue; preflight: Preflight }[]): NativeSum[] {
  const sums = new Map<string, NativeSum>();
  const tasks = new Map<string, number>();
  for (const { queue, preflight } of taking) {
    const { scope } = queue;
    const key = `${scope.profile}/${scope.region}/${preflight.account}`;
    const before = sums.get(key);
    const visible = preflight.counts?.visible ?? null;
    tasks.set(preflight.account, (tasks.get(preflight.account) ?? 0) + 1);
    sums.set(key, {
      key,
      scope,
      account: preflight.account,
      queues: (before?.queues ?? 0) + 1,
      messages: before?.messages === null || visible === null ? null : (before?.messages ?? 0) + visible,
      tooMany: false,
    });
  }
  return [...sums.values()].map((sum) => ({
    ...sum,
    tooMany: (tasks.get(sum.account) ?? 0) > SQS.moveTasksPerAccount,
  }));
}
