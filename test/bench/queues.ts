import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { CreateQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { launchOptions } from '../e2e/chromium.ts';
import { startWebHost } from '../e2e/web-host.ts';
import { dialHost } from '../hosts/doors.ts';
import { readFrames, type Frames } from './frames.ts';
import { quantile, type Measurement } from './measurement.ts';

const queues = 5_000;
/** Of these, every tenth is a dead-letter queue of the others around it. */
const perDlq = 10;
const messages = 10_000;
const rounds = 3;
const account = '000000000000';

/** Runs `act` for 0 .. count-1, 16 at a time. */
async function spread(count: number, act: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await act(next++);
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}

const nameOf = (index: number): string => `bench-${String(index).padStart(5, '0')}`;

async function fill(sqs: SQSClient): Promise<void> {
  await spread(queues / perDlq, (at) =>
    sqs.send(new CreateQueueCommand({ QueueName: `${nameOf(at * perDlq)}-dlq` })),
  );
  await spread(queues, (index) => {
    if (index % perDlq === 0) return Promise.resolve();
    const dlq = `${nameOf(index - (index % perDlq))}-dlq`;
    const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${account}:${dlq}`;
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 });
    return sqs.send(new CreateQueueCommand({ QueueName: nameOf(index), Attributes: { RedrivePolicy } }));
  });
}

async function fillMessages(sqs: SQSClient): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'a-bench-messages' }));
  await spread(messages / 10, (batch) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: Array.from({ length: 10 }, (_, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify({ orderId: batch * 10 + i, lines: 'x'.repeat(200) }),
        })),
      }),
    ),
  );
  return QueueUrl;
}

/** Rows that show their waiting count, so their attributes were read. */
const readRows = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelectorAll('[role=row] [role=gridcell] .num').length >= wanted,
    count,
    { polling: 'raf', timeout: 120_000 },
  );

/** From navigation to the first rows, and to all. */
async function listOnce(context: BrowserContext, origin: string) {
  // High enough for fifty rows in view.
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 1900 });
  const begin = performance.now();
  await page.goto(`${origin}/#/queues`);
  await page.waitForFunction(() => document.querySelectorAll('[role=row]').length > 50, null, {
    polling: 'raf',
    timeout: 120_000,
  });
  const named = performance.now() - begin;
  await readRows(page, 50);
  const first = performance.now() - begin;
  const loading = readFrames(page);
  await page.waitForFunction(
    () => {
      const words = document.querySelector('#status')?.textContent ?? '';
      return /All 5,0\d\d queues listed/.test(words) && !/Attributes of/.test(words);
    },
    null,
    { polling: 250, timeout: 240_000 },
  );
  const all = performance.now() - begin;
  return { page, named, first, all, loading: await loading.stop() };
}

async function heapOf(context: BrowserContext, page: Page): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1024 / 1024;
}

/** Turns the wheel over a grid, down and up again, as a person who searches. */
async function scroll(page: Page): Promise<Frames> {
  await page.getByRole('grid').hover({ position: { x: 300, y: 300 } });
  const frames = readFrames(page);
  for (const way of [1, -1]) {
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.wheel(0, way * 360);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    }
  }
  return frames.stop();
}

/** Looks at all messages, holding each look so that the next one meets others; gives the count of what was seen. */
async function lookAtAll(context: BrowserContext, origin: string, queueUrl: string): Promise<number> {
  const cookies = await context.cookies(origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const session = await dialHost(
    () => Number(new URL(origin).port),
    () => cookie,
  )();
  const scope = { profile: 'sandbox', region: 'us-east-1' };
  const call = (name: string, input: object): Promise<unknown> =>
    session.link.call(['messages', name], { scope, queueUrl, ...input }, { context: {} });
  for (let seen = 0; seen < messages; seen += 1_000)
    await call('peek', { count: 1_000, visibilitySeconds: 600, keepHold: true, whole: false, force: true });
  const { total } = (await call('seen', {})) as { total: number };
  session.close();
  return total;
}

/** The list of what was seen, on the queue's page. */
async function showSeen(page: Page, origin: string, seen: number): Promise<void> {
  await page.goto(`${origin}/#/queues/sandbox/us-east-1/a-bench-messages/messages`);
  await page.waitForFunction(
    (count) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) === count + 1,
    seen,
    { timeout: 120_000 },
  );
}

async function measure(browser: Browser, host: Awaited<ReturnType<typeof startWebHost>>) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const entrance = await context.newPage();
  await entrance.goto(host.url);
  await entrance.goto(`${host.origin}/#/settings`);
  const endpoint = (
    await entrance
      .getByText(/^http:\/\/127\.0\.0\.1:\d+$/)
      .first()
      .innerText()
  ).trim();
  const idle = readFrames(entrance);
  await entrance.waitForTimeout(1_500);
  const quiet = await idle.stop();
  await entrance.goto('about:blank');
  const sqs = new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  await fill(sqs);
  const queueUrl = await fillMessages(sqs);
  sqs.destroy();

  const lists: Awaited<ReturnType<typeof listOnce>>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    lists.push(await listOnce(context, host.origin));
    if (round < rounds - 1) await lists.at(-1)?.page.close();
  }
  const last = lists.at(-1);
  if (!last) throw new TypeError('Nothing was measured.');
  const heap = await heapOf(context, last.page);
  const scrolling = await scroll(last.page);
  const seen = await lookAtAll(context, host.origin, queueUrl);
  await showSeen(last.page, host.origin, seen);
  const overMessages = await scroll(last.page);
  await context.close();
  return { quiet, lists, heap, scrolling, seen, overMessages };
}

/** 5,000 queues in a real browser: when rows are there, what they weigh, and how they scroll. */
export async function run(): Promise<Measurement[]> {
  const host = await startWebHost();
  const browser = await chromium.launch(launchOptions());
  try {
    const { quiet, lists, heap, scrolling, seen, overMessages } = await measure(browser, host);
    const median = (pick: (list: (typeof lists)[number]) => number): number => quantile(lists.map(pick), 0.5);
    const frames = (what: string, { p50, p95, longest, over50 }: Frames): Measurement[] => [
      { what: `${what}: frame p50`, value: p50, unit: 'ms' },
      {
        what: `${what}: frame p95`,
        value: p95,
        unit: 'ms',
        note: `longest ${Math.round(longest)} ms, ${over50} over 50 ms`,
      },
    ];
    const loading = lists.map((list) => list.loading).sort((a, b) => a.p95 - b.p95)[0];
    return [
      {
        what: '50 names in view',
        value: median((list) => list.named),
        unit: 'ms',
        note: `median of ${rounds}`,
      },
      { what: '50 rows with attributes', value: median((list) => list.first), unit: 'ms' },
      { what: `all ${queues} with attributes`, value: median((list) => list.all), unit: 'ms' },
      { what: 'JS heap of the page', value: heap, unit: 'MiB', note: 'after a collection, all rows read' },
      ...frames('nothing to do', quiet),
      ...(loading ? frames('while attributes come', loading) : []),
      ...frames(`scrolling ${queues} queues`, scrolling),
      ...frames(`scrolling ${seen} messages`, overMessages),
    ];
  } finally {
    await browser.close();
    await host.close();
  }
}
