import type { RedriveDestination, Scope } from '../contract/index.ts';
import { UsageError } from './exit-codes.ts';
import { findQueue } from './find-queue.ts';
import type { Session } from './session.ts';

/** Where messages are to go, as the command line says it. */
export interface Target {
  to?: string;
  toSources?: boolean;
  park?: boolean;
  toProfile?: string;
  toRegion?: string;
}

/** The destination that is meant: a queue by name, URL or ARN, a topic by ARN, the sources, or the local store. */
export async function findDestination(
  session: Session,
  here: Scope,
  { to, toSources, park, toProfile, toRegion }: Target,
): Promise<RedriveDestination> {
  if ([to !== undefined, toSources, park].filter(Boolean).length !== 1) {
    throw new UsageError('Give one of --to, --to-sources and --park.');
  }
  if (to === undefined && (toProfile !== undefined || toRegion !== undefined)) {
    throw new UsageError('--to-profile and --to-region belong to --to.');
  }
  if (park) return { kind: 'park' };
  if (to === undefined) return { kind: 'sources' };
  const scope = { profile: toProfile ?? here.profile, region: toRegion ?? here.region };
  if (scope.profile === 'sandbox') await session.needSandbox();
  const [scheme, , service, region] = to.split(':');
  if (scheme !== 'arn' || service !== 'sns') {
    return { kind: 'queue', scope, queueUrl: await findQueue(session, scope, to) };
  }
  if (region !== scope.region) throw new UsageError(`The topic is in ${region}: add --to-region ${region}.`);
  return { kind: 'topic', scope, topicArn: to };
}
