import { describe, expect, it } from 'vitest';
import type { ParkedHit, ParkedQueue } from '../../electron/contract/index.ts';
import { actedPlace, placeKey } from '../../renderer/features/captures/parked-place.ts';

const queue = (name: string, profile = 'p'): ParkedQueue => ({
  scope: { profile, region: 'us-east-1' },
  queueUrl: `https://sqs/1/${name}`,
  queue: name,
  count: 1,
  bytes: 1,
  first: 1,
  last: 1,
  restoring: 0,
});
const hit = (name: string, profile?: string): ParkedHit => ({
  ...queue(name, profile),
  id: 1,
  messageId: 'm1',
  snippet: { before: '', match: '', after: '', where: 'body' },
  size: 1,
  groupId: null,
  sentAt: null,
  parkedAt: 1,
  reason: null,
  note: '',
  lastRestore: null,
});
const urlOf = (place: ReturnType<typeof actedPlace>): string | null => place?.queueUrl ?? null;

describe('the queue that an act on parked messages is about', () => {
  it('is that of all ticked ones, whatever is chosen', () => {
    expect(urlOf(actedPlace([hit('a'), hit('a')], queue('b'), [queue('a'), queue('b')]))).toBe(
      'https://sqs/1/a',
    );
  });

  it('is none when ticked ones are of several queues, or of one URL in two profiles', () => {
    expect(actedPlace([hit('a'), hit('b')], queue('a'), [])).toBeNull();
    expect(actedPlace([hit('a', 'p'), hit('a', 'q')], null, [])).toBeNull();
  });

  it('is the chosen one, else the only one, when nothing is ticked', () => {
    expect(urlOf(actedPlace([], queue('b'), [queue('a'), queue('b')]))).toBe('https://sqs/1/b');
    expect(urlOf(actedPlace([], null, [queue('a')]))).toBe('https://sqs/1/a');
    expect(actedPlace([], null, [queue('a'), queue('b')])).toBeNull();
    expect(actedPlace([], null, [])).toBeNull();
  });

  it('is told apart over profiles and regions', () => {
    expect(placeKey(queue('a', 'p'))).not.toBe(placeKey(queue('a', 'q')));
  });
});
