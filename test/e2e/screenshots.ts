import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { launchOptions } from './chromium.ts';
import { startWebHost } from './web-host.ts';

// Pictures of the pages on the sandbox's sample: `npm run screenshots -- --out DIR` takes all,
// `npm run screenshots -- --readme` those that the README shows.

const { values } = parseArgs({ options: { out: { type: 'string' }, readme: { type: 'boolean' } } });
const folder = path.resolve(values.out ?? (values.readme ? 'docs/screenshots' : 'test-results/screenshots'));
const shownInReadme = ['queues-1440-light-en.png', 'messages-1440-dark-en.png', 'publish-1440-light-en.png'];
const looks = [
  { width: 1280, height: 800, colorScheme: 'light', locale: 'en-US' },
  { width: 1440, height: 900, colorScheme: 'light', locale: 'en-US' },
  { width: 1440, height: 900, colorScheme: 'dark', locale: 'en-US' },
  { width: 1920, height: 1080, colorScheme: 'light', locale: 'ko-KR' },
] as const;

/** A picture's name, its path, what must be in view, and what is done before it is taken. */
const pictures: readonly {
  name: string;
  path: string;
  ready: string;
  act?: (page: Page) => Promise<void>;
}[] = [
  { name: 'overview', path: '/', ready: 'orders-dlq' },
  {
    name: 'queues',
    path: '/queues',
    ready: 'orders-dlq',
    act: async (page) => {
      await page.getByRole('grid').getByText('orders', { exact: true }).click();
      await page.getByRole('complementary').getByText('team checkout').waitFor();
    },
  },
  {
    name: 'messages',
    path: '/queues/sandbox/us-east-1/orders-dlq/messages',
    ready: 'orders-dlq',
    act: async (page) => {
      await page.locator('main button:has(svg.lucide-eye)').click();
      await page.getByRole('complementary').waitFor();
    },
  },
  { name: 'send', path: '/queues/sandbox/us-east-1/payments.fifo/send', ready: 'payments.fifo' },
  {
    name: 'configuration',
    path: '/queues/sandbox/us-east-1/orders/configuration',
    ready: 'VisibilityTimeout',
  },
  { name: 'topics', path: '/topics', ready: 'order-events' },
  { name: 'topic', path: '/topics/sandbox/us-east-1/order-events/subscriptions', ready: 'sqs' },
  {
    name: 'publish',
    path: '/topics/sandbox/us-east-1/order-events/publish',
    ready: 'order-events',
    act: async (page) => {
      await page.locator('.cm-content').fill('{\n  "orderId": "ord-10293",\n  "total": 84.9\n}');
    },
  },
  { name: 'failures', path: '/failures', ready: 'orders-dlq' },
  { name: 'activity', path: '/activity', ready: 'orders-dlq' },
  { name: 'settings', path: '/settings', ready: '000000000000' },
];

mkdirSync(folder, { recursive: true });
const host = await startWebHost();
const browser = await chromium.launch(launchOptions());
const entrance = await browser.newContext();
await entrance.newPage().then((page) => page.goto(host.url));
const { cookies } = await entrance.storageState();
try {
  for (const { width, height, ...look } of looks) {
    const context = await browser.newContext({
      ...look,
      viewport: { width, height },
      reducedMotion: 'reduce',
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    for (const { name, path: place, ready, act } of pictures) {
      const file = `${name}-${width}-${look.colorScheme}-${look.locale.slice(0, 2)}.png`;
      if (values.readme && !shownInReadme.includes(file)) continue;
      // A new document each time: what is in view must be of this page, not of the one being left.
      await page.goto('about:blank');
      await page.goto(`${host.origin}/#${place}`);
      await page.getByText(ready).first().waitFor();
      await act?.(page);
      await page.screenshot({ path: path.join(folder, file) });
      process.stdout.write(`${file}\n`);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await host.close();
}
