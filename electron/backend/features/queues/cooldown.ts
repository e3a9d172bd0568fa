import type { Clock } from '../../../domain/clock.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { fail, isFailure } from '../../failures.ts';

/** What SQS allows once in a while: a purge of a queue, and the name of a deleted queue. */
export interface Cooldown {
  /** Remembers that it was done now. */
  begin(scope: Scope, name: string): void;
  /** Runs a call; when AWS says that it is too soon, the failure tells the seconds left, at most the whole time. */
  guard<Result>(scope: Scope, name: string, call: () => Promise<Result>): Promise<Result>;
}

/**
 * Makes one cooldown. AWS says only that it is too soon: how long is known where this process began it.
 * @param awsCode the end of AWS's code for "too soon"
 * @param seconds how long it lasts
 */
export function createCooldown(clock: Clock, awsCode: string, seconds: number): Cooldown {
  const begun = new Map<string, number>();
  const keyOf = (scope: Scope, name: string): string => `${scope.profile}\n${scope.region}\n${name}`;
  const over = (at: number): boolean => clock.now() - at >= seconds * 1000;
  return {
    begin(scope, name) {
      for (const [key, at] of begun) if (over(at)) begun.delete(key);
      begun.set(keyOf(scope, name), clock.now());
    },
    async guard(scope, name, call) {
      try {
        return await call();
      } catch (error) {
        if (!isFailure(error) || !error.data.awsCode?.endsWith(awsCode)) throw error;
        const at = begun.get(keyOf(scope, name));
        const left = at === undefined || over(at) ? seconds : seconds - (clock.now() - at) / 1000;
        const numbers = { seconds: Math.ceil(left) };
        throw fail('CONFLICT', error.message, { ...error.data, numbers });
      }
    },
  };
}
