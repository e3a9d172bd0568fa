import type { Clock } from '../../domain/clock.ts';
import { fail } from '../failures.ts';
import type { Credentials } from './credentials.ts';
import type { RoleStep } from './role-chain.ts';

/** Which roles of a chain are to be assumed, and from what. */
export interface Plan {
  /** A session that is still open; undefined when the chain begins with the first credentials. */
  from: Credentials | undefined;
  steps: RoleStep[];
}

/** Sessions that an MFA code opened, in memory until they end. */
export interface Sessions {
  /**
   * Without a code: the way from the last open session to the profile. With one: the way to the first device without
   * an open session, else to the last device, whose step comes last.
   * @throws MFA_NEEDED without a code when a device asks for one
   */
  plan(profile: string, steps: readonly RoleStep[], code: string | undefined): Plan;
  keep(step: RoleStep, credentials: Credentials): void;
}

/** @param margin ms before its end at which a session counts as ended */
export function createSessions(clock: Clock, margin: number): Sessions {
  const open = new Map<string, Credentials>();
  // All of the step: another role, device or external id in the files makes another session.
  const keyOf = (step: RoleStep): string => JSON.stringify(step);
  const sessionOf = (step: RoleStep): Credentials | undefined => {
    const session = open.get(keyOf(step));
    if (session?.expiration && session.expiration.getTime() - margin <= clock.now()) {
      open.delete(keyOf(step));
      return undefined;
    }
    return session;
  };

  const fromOf = (steps: readonly RoleStep[], index: number): Credentials | undefined => {
    const step = steps[index];
    return step && sessionOf(step);
  };

  return {
    plan(profile, steps, code) {
      const last = steps.findLastIndex((step) => step.mfaSerial && sessionOf(step));
      const asking = steps.findIndex((step, index) => index > last && step.mfaSerial);
      if (code === undefined) {
        if (asking < 0) return { from: fromOf(steps, last), steps: steps.slice(last + 1) };
        const serial = steps[asking]?.mfaSerial;
        throw fail('MFA_NEEDED', `Profile ${profile} asks for an MFA code of ${serial}.`, {
          profile,
          resource: serial,
        });
      }
      const used = asking < 0 ? last : asking;
      const start = steps.findLastIndex((step, index) => index < used && step.mfaSerial && sessionOf(step));
      return { from: fromOf(steps, start), steps: steps.slice(start + 1, used + 1) };
    },
    keep: (step, credentials) => void open.set(keyOf(step), credentials),
  };
}
