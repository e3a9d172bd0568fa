import type { SQLInputValue } from 'node:sqlite';
import type { QueuePlace } from '../../contract/jobs.ts';
import type { ParkedChoice, ParkedFilter } from '../../contract/redrives-parked.ts';
import { holdsText } from './captures-filter.ts';
import { endedStates } from './jobs.ts';

/** What is meant: a list's filter, or a choice within one queue. */
export type ParkedMeant = ParkedFilter | { source: QueuePlace; choice: ParkedChoice };

const ended = endedStates.map((state) => `'${state}'`).join(', ');

/** No job that may still run brings it back. */
export const isFree = `(p.restoring IS NULL OR NOT EXISTS (
  SELECT 1 FROM job WHERE job.id = p.restoring AND job.state NOT IN (${ended})))`;

// Whatever a person may remember of a message.
const words = `p.body || char(10) || p.attributes || char(10) || p.message_id || char(10) || ifnull(p.group_id, '') || char(10)
  || p.system || char(10) || ifnull(p.reason, '') || char(10) || p.note`;

/** Conditions on `parked_message p`, with their values. */
export function toParkedConditions(meant: ParkedMeant): {
  where: string[];
  values: Record<string, SQLInputValue>;
} {
  const where = ['1'];
  const values: Record<string, SQLInputValue> = {};
  const { source } = meant;
  const choice = 'choice' in meant ? meant.choice : null;
  const text = choice === null ? (meant as ParkedFilter).text : 'ids' in choice ? undefined : choice.text;
  if (source) {
    where.push('p.profile = :profile AND p.region = :region AND p.queue_url = :queueUrl');
    Object.assign(values, { ...source.scope, queueUrl: source.queueUrl });
  }
  if (choice && 'ids' in choice) {
    where.push('p.id IN (SELECT value FROM json_each(:ids))');
    values.ids = JSON.stringify(choice.ids);
  }
  if (text?.trim()) {
    where.push(`${holdsText}(${words}, :text) = 1`);
    values.text = text.trim().toWellFormed().toLowerCase();
  }
  return { where, values };
}
