import { parseArn } from '../arn.ts';
import { inspectPolicy } from './issues.ts';
import { issue } from './issue.ts';
import { measureAccessPolicy } from './measure.ts';
import { overLimits } from './validate.ts';
import { statementFindings } from './lint-statement.ts';
import type { LintFinding } from './lint-finding.ts';

/** Looks for what is dangerous, useless or refused in the policy (value or text) of this queue or topic. */
export function lintAccessPolicy(policy: unknown, resourceArn: string): LintFinding[] {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
  if (text === undefined || text === '') return [];
  const service = parseArn(resourceArn)?.service === 'sns' ? 'sns' : 'sqs';
  const inspected = inspectPolicy(text, service);
  const errors = [...inspected.issues];
  if (inspected.policy) errors.push(...overLimits(measureAccessPolicy(inspected.policy, text, service)));
  const findings: LintFinding[] = errors.map((found) => ({ ...found, severity: 'error' }));
  for (const statement of inspected.policy?.statements ?? []) {
    findings.push(
      ...statementFindings(statement, resourceArn).map((found) => ({ ...found, statement: statement.index })),
    );
  }
  if (inspected.policy && inspected.policy.version < '2012-10-17' && text.includes('${')) {
    const found = issue('variables-not-known', 'Policy variables are plain text before version 2012-10-17.');
    findings.push({ ...found, severity: 'warning' });
  }
  return findings;
}
