import type { Topic } from './model.ts';
import { defaultTopicPolicy } from './topic-attributes.ts';

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
