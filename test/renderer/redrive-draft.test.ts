import { describe, expect, it } from 'vitest';
import type { Job } from '../../electron/contract/index.ts';
import { toStages } from '../../electron/domain/redrive/stage-sizes.ts';
import { stageBars } from '../../renderer/features/jobs/stage-bars.ts';
import {
  fromChoice,
  newDraft,
  toFilter,
  type RedriveDraft,
} from '../../renderer/features/redrives/draft/draft.ts';
import { faultsOf, toEdited, toForm } from '../../renderer/features/redrives/draft/edit-form.ts';
import { toAmount, toSizes } from '../../renderer/features/redrives/draft/stages.ts';
import { toCli } from '../../renderer/features/redrives/draft/to-cli.ts';
import { toOrder, toPerSecond, type RedriveOrder } from '../../renderer/features/redrives/draft/to-order.ts';
import { toStart } from '../../renderer/features/redrives/draft/to-start.ts';
import { firstStep, nameToType } from '../../renderer/features/redrives/wizard/plan-words.ts';
import { endpointsOf, originsOf } from '../../renderer/features/redrives/wizard/origins.ts';
import { standInFront } from '../../renderer/features/redrives/wizard/useInFront.ts';

const scope = { profile: 'p', region: 'eu-west-1' };
const url = (name: string): string => `https://sqs.eu-west-1.amazonaws.com/123456789012/${name}`;
const source = { scope, queueUrl: url('orders-dlq') };
const origin = { scope, queueUrl: url('orders') };
const key = 'a'.repeat(16);
const draftOf = (fields: Partial<RedriveDraft> = {}): RedriveDraft => ({
  ...newDraft('p/eu-west-1'),
  ...fields,
});
const orderOf = (
  fields: Partial<RedriveDraft> = {},
  captured = [7],
  origins = [origin],
): ReturnType<typeof toOrder> =>
  toOrder(draftOf(fields), { source, captured, queue: null, topic: null, origins });
const whole = (found: ReturnType<typeof toOrder>): RedriveOrder => {
  if (!('order' in found)) throw new Error(found.gaps.join());
  return found.order;
};

describe('a redrive that nobody changed', () => {
  it('moves all back to where they failed, one first, and stops when one comes back', () => {
    expect(whole(orderOf())).toMatchObject({
      choice: { by: 'all' },
      destination: { kind: 'sources' },
      keep: false,
      stages: [1, 5, 50],
      returnsAllowed: 0,
      stopOnFailure: true,
    });
    expect(whole(orderOf({ staged: false }))).not.toHaveProperty('stages');
  });
});

describe('what is chosen', () => {
  it('by cause is asked of what was captured and is still there', () => {
    const order = whole(orderOf({ ...fromChoice({ by: 'causes', path: 'error.type', keys: [key] }) }));
    const filter = { sources: [7], inQueue: true, causes: { path: 'error.type', keys: [key] } };
    expect(order.choice).toEqual({ by: 'captures', filter });
    expect(orderOf({ what: 'causes' })).toEqual({ gaps: ['causes'] });
    expect(orderOf({ what: 'causes', causes: [key] }, [])).toEqual({ gaps: ['unsaved'] });
  });

  it('by hand travels by id, with what is known of each for the plan', () => {
    const order = whole(orderOf(fromChoice({ by: 'messages', messages: [{ messageId: 'm', size: 5 }] })));
    expect(order).toMatchObject({ choice: { by: 'ids', ids: ['m'] }, known: [{ messageId: 'm', size: 5 }] });
  });

  it('by a filter comes back as the same filter', () => {
    const filter = { text: 'zip', groupId: 'g', attribute: { name: 'ErrorCode', value: '7' } };
    const draft = draftOf(fromChoice({ by: 'filter', filter }));
    expect(toFilter(draft, [7])).toEqual({ sources: [7], inQueue: true, ...filter });
    expect(toFilter(draftOf({ what: 'filter' }), [7])).toBeNull();
    const from = Date.UTC(2026, 10, 22, 9, 30);
    expect(toFilter(draftOf(fromChoice({ by: 'filter', filter: { from } })), [7])).toMatchObject({ from });
  });

  it('by an expression asks for one', () => {
    expect(whole(orderOf(fromChoice({ by: 'where', expression: 'total > 80' }))).choice).toEqual({
      by: 'where',
      expression: 'total > 80',
    });
    expect(orderOf({ what: 'where', predicate: ' ' })).toEqual({ gaps: ['predicate'] });
  });
});

describe('where it goes', () => {
  const topic = { scope, topicArn: 'arn:aws:sns:eu-west-1:123456789012:events' };
  it('keeps the originals for a topic, which only accepts, unless told otherwise', () => {
    const around = { source, captured: [], queue: null, topic, origins: [] };
    const order = whole(toOrder(draftOf({ goal: 'topic' }), around));
    expect(order).toMatchObject({ keep: true, destination: { kind: 'topic', ...topic } });
    expect(toStart(order)).toMatchObject({ act: 'copy', input: { target: topic.topicArn, source } });
    const moved = whole(toOrder(draftOf({ goal: 'topic', keep: false }), around));
    expect(toStart(moved)).toMatchObject({
      act: 'move',
      input: { ...source, destination: { kind: 'topic' } },
    });
  });

  it('names the one queue that copies go to, and asks for it where there are several', () => {
    const order = whole(orderOf({ keep: true }));
    expect(toStart(order)).toMatchObject({ act: 'copy', input: { target: origin.queueUrl } });
    expect(orderOf({ keep: true }, [], [origin, source])).toEqual({ gaps: ['keepOrigin'] });
    expect(orderOf({ keep: true }, [], [])).toEqual({ gaps: ['origin'] });
    expect(orderOf({ goal: 'queue' })).toEqual({ gaps: ['queue'] });
  });

  it('is found from the sources of the queue, and from the subscriptions that fail into it', () => {
    const detail = { url: source.queueUrl, arn: 'arn:aws:sqs:eu-west-1:123456789012:orders-dlq' };
    const withSources = (deadLetterSources: string[]) =>
      originsOf(scope, { ...detail, deadLetterSources } as Parameters<typeof originsOf>[1]);
    expect(withSources([origin.queueUrl])).toEqual([origin]);
    expect(withSources(['arn:aws:sqs:eu-west-1:123456789012:orders'])).toEqual([origin]);
    expect(withSources(['arn:aws:sqs:us-east-1:123456789012:orders'])).toEqual([]);
    const subscription = {
      arn: 's',
      topicArn: 't',
      protocol: 'sqs',
      endpoint: 'arn:aws:sqs:eu-west-1:123456789012:orders',
      deadLetterTargetArn: detail.arn,
    };
    expect(endpointsOf(scope, detail as Parameters<typeof endpointsOf>[1], [subscription])).toEqual([origin]);
  });
});

describe('how it goes', () => {
  it('takes a rate by the second or the minute, within what the engine takes', () => {
    expect(toPerSecond({ rate: '', rateUnit: 'second' })).toBeUndefined();
    expect(toPerSecond({ rate: '30', rateUnit: 'minute' })).toBe(0.5);
    expect(toPerSecond({ rate: '1', rateUnit: 'minute' })).toBeNull();
    expect(toPerSecond({ rate: 'x', rateUnit: 'second' })).toBeNull();
  });

  it('names each amount that is none', () => {
    const bad = { stages: ['1', 'x'], settle: '-1', returns: '0', rate: 'x', most: '1.5' };
    expect(orderOf(bad)).toEqual({ gaps: ['stages', 'settle', 'returns', 'rate', 'most'] });
    expect([toAmount('5'), toAmount('0'), toAmount(' 7 ')]).toEqual([5, null, 7]);
    expect(toSizes(['1', '', '50'])).toEqual([1, 50]);
  });

  it('shows which steps are reached', () => {
    expect(toStages([1, 5, 50], 37)).toEqual([
      { asked: 1, size: 1, reached: true },
      { asked: 5, size: 5, reached: true },
      { asked: 50, size: 0, reached: false },
      { asked: null, size: 31, reached: true },
    ]);
    expect(toStages([1], 1)).toEqual([
      { asked: 1, size: 0, reached: false },
      { asked: null, size: 1, reached: true },
    ]);
    expect(toStages([5], null).at(-1)).toEqual({ asked: null, size: null, reached: true });
  });

  it('begins with the first step, or with all', () => {
    const stages = [
      { size: 1, waitSeconds: 60 },
      { size: null, waitSeconds: 0 },
    ];
    expect(firstStep({ stages, chosen: 37 })).toBe(1);
    expect(firstStep({ stages: [], chosen: 37 })).toBe(37);
    expect(firstStep({ stages: [], chosen: null })).toBeNull();
  });

  it('asks for the name of the source where its profile is guarded, else for that of the destination', () => {
    const [open, shut] = [
      { guard: 'open', name: 'a' },
      { guard: 'confirm', name: 'b' },
    ];
    expect(nameToType(shut, open)).toBe('b');
    expect(nameToType(open, shut)).toBe('b');
    expect(nameToType(open, null)).toBeNull();
  });
});

describe('one edited message', () => {
  const message = {
    body: '{"a": 1.0}\r\n',
    attributes: { photo: { type: 'Binary.png', binary: true, value: 'AAE=' } },
    groupId: null,
  };
  it('that nobody touched is no edit, whatever it holds', () => {
    expect(toEdited(toForm(message), message)).toEqual({});
  });
  it('holds only what was changed, with exact types', () => {
    const form = toForm(message);
    form.body = '{"a": 2}';
    form.groupId = 'tenant';
    expect(toEdited(form, message)).toEqual({ body: '{"a": 2}', groupId: 'tenant' });
    const [photo] = form.attributes;
    photo!.value = 'AQ==';
    const edited = toEdited(form, message);
    expect(edited.attributes).toEqual({ photo: { type: 'Binary.png', binary: true, value: 'AQ==' } });
    expect(toEdited(toForm(message, edited), message)).toEqual(edited);
    expect(whole(orderOf({ change: 'edit', edits: { m: edited } })).edits).toEqual([
      { messageId: 'm', ...edited },
    ]);
    expect(orderOf({ change: 'edit' })).toEqual({ gaps: ['edits'] });
  });
  it('is refused as SQS would refuse it', () => {
    const form = toForm(message);
    form.body = '';
    form.attributes.push({ ...form.attributes[0]!, id: 99 });
    expect(faultsOf(form, 'twice')).toMatchObject({
      photo: 'twice',
      '': expect.stringMatching(/MessageBody/) as string,
    });
  });
});

describe('the command line', () => {
  it('says the same order, quoted', () => {
    const order = whole(
      orderOf({
        what: 'where',
        predicate: 'total > 80',
        change: 'transform',
        transform: '$',
        rate: '5',
        most: '9',
      }),
    );
    expect(toCli(order, [origin])).toEqual({
      line:
        'spillway redrive --profile p --region eu-west-1 --from orders-dlq --to orders ' +
        "--where 'total > 80' --transform '$' --rate 5 --max 9",
    });
  });
  it('says why there is none', () => {
    expect(toCli(whole(orderOf({ what: 'causes', causes: [key] })), [origin])).toEqual({ none: 'choice' });
    expect(toCli(whole(orderOf()), [origin, source])).toEqual({ none: 'goal' });
    expect(toCli(whole(orderOf({ change: 'edit', edits: { m: { body: 'x' } } })), [origin])).toEqual({
      none: 'edits',
    });
  });
});

describe('messages behind others of their group', () => {
  const at = (messageId: string, groupId: string, SequenceNumber: string) => ({
    messageId,
    groupId,
    system: { SequenceNumber },
  });
  it('have those in front of them parked, and none behind or chosen', () => {
    const kept = [
      at('a', 'g', '9'),
      at('b', 'g', '10'),
      at('c', 'g', '11'),
      at('d', 'h', '1'),
      at('e', 'g', '8'),
    ];
    expect(standInFront(kept, new Set(['b', 'e']), new Set(['b']))).toEqual(['a']);
  });
});

describe('the steps of a running job', () => {
  const job = (fields: object): Job =>
    ({
      kind: 'move',
      state: 'running',
      stage: { index: 2, of: 4, size: 5, waitsUntil: null },
      order: { stages: [1, 5, 50] },
      counts: { total: 37, states: { done: 3, sent: 1, waiting: 33 } },
      ...fields,
    }) as Job;
  it('are filled one after the other', () => {
    expect(stageBars(job({}))).toMatchObject([
      { sent: 1, size: 1, state: 'done' },
      { sent: 3, size: 5, state: 'sending' },
      { sent: 0, size: 31, state: 'waiting', last: true },
    ]);
    const watched = { index: 1, of: 4, size: 1, waitsUntil: 5 };
    expect(stageBars(job({ stage: watched }))[0]).toMatchObject({ state: 'watched' });
    expect(stageBars(job({ order: { stages: [] } }))).toEqual([]);
  });
});
