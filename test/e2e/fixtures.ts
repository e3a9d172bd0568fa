import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, request, type Cookie, type Page } from '@playwright/test';
import { AwsShop } from './aws-shop.ts';
import { startWebHost, type WebHost } from './web-host.ts';

/** The console as a test uses it. */
export interface Console {
  page: Page;
  host: WebHost;
  /** Opens a place by its path, such as `/queues`. */
  open(path: string): Promise<void>;
  /** The tab of a queue in the sandbox. */
  openQueue(name: string, tab?: string): Promise<void>;
  /** Console errors that this test brings about on purpose. */
  allow(pattern: RegExp): void;
}

interface TestFixtures {
  spillway: Console;
  /** A host that no other test uses, for what changes settings or ends it. */
  ownHost: WebHost;
  shop: AwsShop;
}
interface TestOptions {
  /** True gives `spillway` a host of its own. */
  alone: boolean;
}

interface SharedHost extends WebHost {
  /** What the one-time token of the printed address was exchanged for. */
  cookies: Cookie[];
}

/** Goes in by the printed address, once: its token is used up then. */
async function enter(host: WebHost): Promise<Cookie[]> {
  const door = await request.newContext();
  await door.get(host.url);
  const { cookies } = await door.storageState();
  await door.dispose();
  return cookies;
}

/** Goes in by the printed address, as a person does, and makes sure that nothing was logged as an error. */
export const test = base.extend<TestFixtures & TestOptions, { sharedHost: SharedHost }>({
  alone: [false, { option: true }],
  sharedHost: [
    // The first parameter is Playwright's; nothing of it is needed.
    async ({}, use) => {
      const host = await startWebHost();
      await use({ ...host, cookies: await enter(host) });
      await host.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  ownHost: [
    async ({ sharedHost, alone }, use) => {
      const host = alone ? await startWebHost() : sharedHost;
      await use(host);
      if (alone) await host.close();
    },
    { timeout: 60_000 },
  ],
  spillway: async ({ page, ownHost: host, sharedHost, alone }, use) => {
    const errors: string[] = [];
    const allowed: RegExp[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    if (!alone) await page.context().addCookies(sharedHost.cookies);
    await page.goto(alone ? host.url : host.origin);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const open = async (path: string): Promise<void> => {
      await page.goto(`${host.origin}/#${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    };
    await use({
      page,
      host,
      open,
      openQueue: async (name, tab = 'messages') => {
        await open(`/queues/sandbox/us-east-1/${name}/${tab}`);
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      },
      allow: (pattern) => void allowed.push(pattern),
    });
    expect(errors.filter((error) => !allowed.some((pattern) => pattern.test(error)))).toEqual([]);
  },
  shop: async ({ spillway }, use) => {
    const { page, open } = spillway;
    await open('/settings');
    const endpoint = page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first();
    const shop = new AwsShop((await endpoint.innerText()).trim());
    await use(shop);
    shop.close();
  },
});

export { expect };

/** No violation of WCAG 2.2 AA on what is shown. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  expect(
    violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    })),
  ).toEqual([]);
}
