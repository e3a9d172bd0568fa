import { partitionOf } from './regions.ts';
import type { PolicyPlace, PolicyStatement } from './policy-document.ts';
import type { Target } from './feature-needs.ts';

/** The resources of a target, and the condition that keeps the rest out. */
export function reach(target: Target, place: PolicyPlace): Pick<PolicyStatement, 'Resource' | 'Condition'> {
  const account = place.account ?? '*';
  const regional = (service: string, resource: string): string | string[] =>
    one(inRegions(place, (region) => `arn:${place.partition}:${service}:${region}:${account}:${resource}`));
  switch (target) {
    case 'Any':
    case 'Subscriptions':
      return place.regions.length === 0
        ? { Resource: '*' }
        : { Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': one(place.regions) } } };
    case 'Queues':
      return { Resource: regional('sqs', '*') };
    case 'Topics':
      return { Resource: regional('sns', '*') };
    case 'QueueKeys':
      return { Resource: regional('kms', 'key/*'), Condition: via('sqs', place) };
    case 'TopicKeys':
      return { Resource: regional('kms', 'key/*'), Condition: via('sns', place) };
    case 'Schedules':
      return { Resource: regional('scheduler', 'schedule/*/*') };
    case 'ScheduleRoles':
      return {
        Resource: `arn:${place.partition}:iam::${account}:role/*`,
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      };
    case 'LargeBodies':
      // Bucket names carry no account: only the condition keeps other people's buckets out.
      return {
        Resource: `arn:${place.partition}:s3:::*/*`,
        ...(place.account ? { Condition: { StringEquals: { 'aws:ResourceAccount': place.account } } } : {}),
      };
  }
}

function via(service: string, place: PolicyPlace): NonNullable<PolicyStatement['Condition']> {
  // Where the region is a wildcard only the looser operator compares it.
  const operator = place.regions.length === 0 ? 'StringLike' : 'StringEquals';
  const suffix = place.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const hosts = inRegions(
    place,
    (region) => `${service}.${region}.${region === '*' ? suffix : partitionOf(region).dnsSuffix}`,
  );
  return { [operator]: { 'kms:ViaService': one(hosts) } };
}

const inRegions = ({ regions }: PolicyPlace, write: (region: string) => string): string[] =>
  (regions.length === 0 ? ['*'] : regions).map(write);

const one = (values: readonly string[]): string | string[] =>
  values.length === 1 ? values[0]! : [...values];
