import { toArn } from '../domain/arn.ts';
import { partitionOf } from '../domain/regions.ts';

/** The ARN of an account's root user as a region sees it: China and GovCloud have partitions of their own. */
export function rootArn({ region, account }: { region: string; account: string }): string {
  return toArn({ partition: partitionOf(region).id, service: 'iam', region: '', account, resource: 'root' });
}
