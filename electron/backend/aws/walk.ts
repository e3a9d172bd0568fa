import { isFailure } from '../failures.ts';
import type { Sessions } from './sessions.ts';
import type { Way } from './way.ts';
import { assume } from './assume-role.ts';
import type { Credentials } from './credentials.ts';

/** Assumes the roles of a way one after the other, from the last session that a code opened, if there is one. */
export async function walk(
  profile: string,
  way: Way,
  sessions: Sessions,
  code: string | undefined,
): Promise<Credentials> {
  const plan = sessions.plan(profile, way.steps, code);
  let credentials = plan.from ?? (await first(way));
  for (const step of plan.steps) {
    const isAsking = code !== undefined && step === plan.steps.at(-1);
    credentials = await assume(step, credentials, way.sts, isAsking ? code : undefined);
    if (isAsking) sessions.keep(step, credentials);
  }
  // The code is used up; what comes after its step goes on from the session.
  return code === undefined ? credentials : walk(profile, way, sessions, undefined);
}

async function first({ first, explain }: Way): Promise<Credentials> {
  try {
    return await first();
  } catch (error) {
    throw isFailure(error) ? error : explain(error);
  }
}
