import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CaptureRow } from '../../electron/backend/store/captures-rows.ts';
import { openStore } from '../../electron/backend/store/store.ts';
import { createRandom } from '../domain/random.ts';
import { quantile, timed, type Measurement } from './measurement.ts';

const count = 100_000;
const atOnce = 1_000;
const causes = 40;
const place = { profile: 'bench', region: 'us-east-1', queueUrl: 'http://localhost/1/orders-dlq' };

/** 100,000 failed messages of about 1 KB and 40 causes: grouped by cause, by a chosen field, and listed by a group. */
export async function run(): Promise<Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'spillway-bench-'));
  const store = openStore(folder);
  const { captures } = store;
  captures.policies.set(place.profile, { mode: 'keep' });
  const random = createRandom(1);
  const message = (n: number): CaptureRow => {
    const cause = random.below(causes);
    const at = 1_700_000_000_000 + n;
    const body = JSON.stringify({
      orderId: `ord-${n}`,
      items: Array.from({ length: 8 }, () => ({
        sku: `SKU-${random.below(900)}`,
        quantity: random.below(9),
      })),
      filler: 'text of an order '.repeat(34),
      error: {
        type: `Cause${String.fromCharCode(65 + (cause % 26))}${cause < 26 ? '' : 'Again'}`,
        message: `order ord-${n} failed after ${random.below(10_000)} ms`,
        stage: random.pick(['charge', 'reserve', 'ship']),
      },
    });
    return {
      messageId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      ...{ body, attributes: {}, system: {}, size: body.length, sentAt: at, receiveCount: 1, seenAt: at },
    };
  };
  let kept = 0;
  for (let n = 0; n < count; n += atOnce) {
    const part = Array.from({ length: atOnce }, (_, i) => message(n + i));
    const start = performance.now();
    captures.add(place, part);
    kept += performance.now() - start;
  }

  const fill = (by: string): void => {
    for (const _ of captures.grouping.filling(by, 1)) continue;
  };
  const group = async (by: string): Promise<{ ms: number; found: number }> => {
    let found = 0;
    const times = await timed(5, async () => {
      fill(by);
      found = captures.groups.list({}, by).causes;
    });
    return { ms: quantile(times, 0.5), found };
  };
  const best = await group('');
  const start = performance.now();
  fill('error.stage');
  const filled = performance.now() - start;
  const byPath = await group('error.stage');
  const byId = await (async () => {
    fill('orderId');
    return group('orderId');
  })();
  const key = captures.groups.list({}, '').groups[0]?.key ?? '';
  const filter = { cause: { path: '', key } };
  const page = await timed(5, async () => void captures.search.page(filter, undefined, 100));
  const counted = await timed(5, async () => void captures.search.count(filter));
  const paths = await timed(5, async () => void captures.groups.paths({}));
  store.close();
  await rm(folder, { recursive: true, force: true });
  const unit = 'ms';
  return [
    { what: '100,000 messages kept, indexed and their causes found', value: kept / 1000, unit: 's' },
    { what: 'group by cause', value: best.ms, unit, note: `${best.found} groups` },
    { what: 'read a chosen field of all, the first time', value: filled, unit },
    { what: 'group by a chosen field, from then on', value: byPath.ms, unit, note: `${byPath.found} groups` },
    { what: 'group by a field of ids', value: byId.ms, unit, note: `${byId.found} groups` },
    { what: 'first 100 of a group', value: quantile(page, 0.5), unit },
    { what: 'count of a group', value: quantile(counted, 0.5), unit },
    { what: 'suggest fields', value: quantile(paths, 0.5), unit },
  ];
}
