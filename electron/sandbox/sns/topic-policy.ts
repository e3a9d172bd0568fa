import type { Topic } from './model.ts';
import { defaultTopicPolicy } from './default-topic-policy.ts';
import { SNS } from '../../domain/limits.ts';
import type { Wrong } from './refusals.ts';
import { checkStatement } from './topic-statement.ts';

/** A statement of a policy, of which only the label matters here. */
export type Statement = Record<string, unknown> & { Sid?: unknown };

interface Policy {
  Statement: Statement[];
}

/** The policy text that holds for a topic. */
export function policyOf(topic: Topic): string {
  return topic.attributes.get('Policy') ?? defaultTopicPolicy(topic);
}

/** The statements of a topic's policy. */
export function parseStatements(topic: Topic): Statement[] {
  return parse(topic).Statement;
}

/** Puts other statements into a topic's policy; its other parts stay. */
export function writeStatements(topic: Topic, statements: readonly Statement[]): void {
  topic.attributes.set('Policy', JSON.stringify({ ...parse(topic), Statement: statements }));
}

function parse(topic: Topic): Policy {
  // Only texts that passed the check of SetTopicAttributes get here.
  const policy = JSON.parse(policyOf(topic)) as { Statement: Statement | Statement[] };
  return { ...policy, Statement: [policy.Statement].flat() };
}

/** Checks the access policy that a topic shall get: its size, its statements, whose actions and which resource. */
export function checkPolicy(topic: Topic, value: string, wrong: Wrong): void {
  if (value === '') return;
  if (Buffer.byteLength(value) > SNS.policySize) throw wrong('Policy Reason: Policy exceeds the size limit');
  let policy: unknown;
  try {
    policy = JSON.parse(value);
  } catch {
    throw wrong('Policy Error: null');
  }
  if (typeof policy !== 'object' || policy === null || !('Statement' in policy))
    throw wrong('Policy Error: null');
  const statements = [policy.Statement].flat();
  if (statements.length > SNS.policyStatements) throw wrong('Policy Reason: Policy has too many statements');
  for (const statement of statements) checkStatement(topic, statement, wrong);
}
