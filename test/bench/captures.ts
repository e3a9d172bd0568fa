import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CaptureRow } from '../../electron/backend/store/captures-rows.ts';
import { openStore } from '../../electron/backend/store/store.ts';
import { createRandom } from '../domain/random.ts';
import { quantile, timed, type Measurement } from './measurement.ts';

const count = 100_000;
const atOnce = 1_000;
const place = { profile: 'bench', region: 'us-east-1', queueUrl: 'http://localhost/1/orders' };
const words =
  'order customer payment failed shipped refund address street invoice currency total amount item quantity 결제 주문 배송'.split(
    ' ',
  );

/** 100,000 messages of about 1 KB: kept with their search index, searched, and deleted for good. */
export async function run(): Promise<Measurement[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'spillway-bench-'));
  const store = openStore(folder);
  const { captures } = store;
  captures.policies.set(place.profile, { mode: 'keep' });
  const random = createRandom(1);
  const message = (n: number): CaptureRow => {
    let body = `{"orderId":"ord-${n}","token":"${random.below(2 ** 30).toString(36)}"`;
    if (n % 1_000 === 0) body += ',"note":"재고가 부족합니다"';
    while (body.length < 1_000)
      body += `,"${random.pick(words)}-${random.below(500)}":"${random.pick(words)}"`;
    return {
      messageId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      body: `${body}}`,
      attributes: { ErrorType: { type: 'String', binary: false, value: random.pick(words) } },
      system: { SentTimestamp: String(1_700_000_000_000 + n) },
      size: body.length,
      sentAt: 1_700_000_000_000 + n,
      receiveCount: 1,
      seenAt: 1_700_000_000_000 + n,
    };
  };

  const inserts: number[] = [];
  const began = process.cpuUsage();
  for (let n = 0; n < count; n += atOnce) {
    const part = Array.from({ length: atOnce }, (_, i) => message(n + i));
    const start = performance.now();
    captures.add(place, part);
    inserts.push(performance.now() - start);
  }
  const insert = inserts.reduce((sum, one) => sum + one, 0);
  const { user, system } = process.cpuUsage(began);
  const full = captures.fileBytes();
  const kept = captures.sources.profiles()[0]?.bytes ?? 0;

  const search = async (text: string): Promise<{ page: number; both: number; found: number }> => {
    let found = 0;
    const page = await timed(5, async () => void captures.search.page({ text }, undefined, 100));
    const both = await timed(5, async () => {
      captures.search.page({ text }, undefined, 100);
      found = captures.search.count({ text });
    });
    return { page: quantile(page, 0.5), both: quantile(both, 0.5), found };
  };
  const searches: Measurement[] = [];
  for (const [name, text] of [
    ['rare', 'ord-47110"'],
    ['Korean, rare', '재고가 부족'],
    ['Korean, common', '주문'],
    ['common', 'customer'],
    ['absent', 'nowhere at all'],
  ] as const) {
    const { page, both, found } = await search(text);
    searches.push({ what: `search, ${name}: first 100`, value: page, unit: 'ms', note: `${found} hits` });
    searches.push({ what: `search, ${name}: first 100 and count`, value: both, unit: 'ms' });
  }

  const remove = (ids: readonly number[]): { all: number; worst: number } => {
    const start = performance.now();
    let worst = 0;
    const steps = captures.removal.removing(ids);
    for (;;) {
      const before = performance.now();
      const { done } = steps.next();
      worst = Math.max(worst, performance.now() - before);
      if (done) return { all: performance.now() - start, worst };
    }
  };
  const ids = captures.search.ids({ filter: {} });
  const one = remove(ids.slice(0, 1));
  const some = remove(ids.slice(10, 1_010));
  const rest = remove(captures.search.ids({ filter: {} }));
  const empty = captures.fileBytes();
  store.close();
  await rm(folder, { recursive: true, force: true });
  return [
    { what: '100,000 messages of 1 KB kept and indexed', value: insert / 1000, unit: 's' },
    { what: 'of that processor time', value: (user + system) / 1e6, unit: 's' },
    { what: 'of them 1,000 in one transaction, p50', value: quantile(inserts, 0.5), unit: 'ms' },
    { what: 'messages', value: kept / 1024 ** 2, unit: 'MiB' },
    { what: 'data file with the index', value: full / 1024 ** 2, unit: 'MiB' },
    ...searches,
    { what: 'delete 1 for good', value: one.all, unit: 'ms' },
    {
      what: 'delete 1,000 for good',
      value: some.all,
      unit: 'ms',
      note: `longest step ${Math.round(some.worst)} ms`,
    },
    {
      what: 'delete all for good',
      value: rest.all,
      unit: 'ms',
      note: `longest step ${Math.round(rest.worst)} ms`,
    },
    { what: 'data file afterwards', value: empty / 1024 ** 2, unit: 'MiB' },
  ];
}
