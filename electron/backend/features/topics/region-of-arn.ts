import type { Scope } from '../../../contract/procedure.ts';
import { parseArn } from '../../../domain/arn.ts';
import { fail } from '../../failures.ts';

/** Refuses a topic of another region at once: AWS would only call its ARN an invalid parameter. */
export function checkTopicRegion(scope: Scope, topicArn: string): void {
  const region = parseArn(topicArn)?.region;
  if (region && region !== scope.region) {
    throw fail('WRONG_REGION', `The topic is in ${region}, and ${scope.region} was asked.`, {
      resource: topicArn,
      profile: scope.profile,
    });
  }
}
