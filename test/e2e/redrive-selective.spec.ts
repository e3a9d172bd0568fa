import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures.ts';

// Each waits for a capture, a job and its steps.
test.describe.configure({ timeout: 60_000 });

const failed = (count: number, type: string, more: object): string[] =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({ orderId: `${type}-${at}`, ...more, error: { type, message: 'it failed' } }),
  );
const plan = (page: Page, queue: string): Promise<unknown> =>
  page.goto(`${new URL(page.url()).origin}/#/failures/sandbox/us-east-1/${queue}/redrive`);
const what = (page: Page) => page.getByRole('region', { name: 'What', exact: true });

test('the right 37 messages are changed, go back one first, and the report proves it', async ({
  spillway: { page, open },
  shop,
}) => {
  const url = await shop.createWithDlq('e2e-redrive', 1);
  const bodies = [
    ...failed(25, 'PostalCodeMissing', { shipTo: { zip: '04668', country: 'DE' } }),
    ...failed(12, 'TotalIsText', { total: '129.90' }),
    ...failed(8, 'InventoryTimeout', {}),
  ];
  for (let at = 0; at < bodies.length; at += 10) await shop.send(url, bodies.slice(at, at + 10));
  await shop.failAll(url);
  await open('/failures');
  await page.reload();
  let clicks = 0;
  const click = async (name: string | RegExp, role: 'button' | 'checkbox' | 'menuitem' = 'button') => {
    await page.getByRole(role, { name }).first().click();
    clicks += 1;
  };
  const row = page.getByRole('row').filter({ hasText: 'e2e-redrive-dlq' });
  await row.getByRole('link', { name: 'Redrive…' }).click();
  clicks += 1;
  await click('Capture about 45');
  await click(/PostalCodeMissing/, 'checkbox');
  await click(/TotalIsText/, 'checkbox');
  await expect(page.getByRole('heading', { level: 1, name: 'Redrive 37 messages' })).toBeVisible();
  await expect(page.getByText('all 45 saved')).toBeVisible();
  await page.getByText('Transform all', { exact: true }).click();
  clicks += 1;
  await page
    .locator('.cm-content')
    .first()
    .fill('$ ~> | shipTo[zip] | {"postalCode": zip}, ["zip"] | ~> | $ | {"total": $number(total)} |');
  await expect(page.getByText('37 change', { exact: true })).toBeVisible();
  const start = page.getByRole('button', { name: 'Start with 1 message' });
  await expect(start).toBeEnabled();
  await expect(
    page.getByText('Moves 37 messages from e2e-redrive-dlq to e2e-redrive: Sandbox'),
  ).toBeVisible();
  await expect(page.getByText('your change, 37 of 37')).toBeVisible();
  await click('Start with 1 message');
  await expect(page.locator('#content').getByText('Watching e2e-redrive-dlq for')).toBeVisible();
  await expect.poll(() => shop.waiting(url)).toBe(1);
  await click('Go on now');
  await expect.poll(() => shop.waiting(url)).toBe(6);
  await click('Go on now');
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('37of 37 sent and confirmed');
  const download = page.waitForEvent('download');
  await click('Save the report');
  await click('CSV', 'menuitem');
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split(/\r?\n/);
  expect(lines).toHaveLength(38);
  expect(lines.slice(1).filter((line) => line.includes('done'))).toHaveLength(37);
  const arrived = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => shop.receive(url)))).flat();
  for (const { MessageId = '', Body = '' } of arrived) {
    expect(
      lines.some((line) => line.includes(MessageId)),
      MessageId,
    ).toBe(true);
    expect(Body).toMatch(/"postalCode":"04668"|"total":129.9\D/);
    expect(Body).not.toMatch(/InventoryTimeout|"zip"|"129.90"/);
  }
  expect(arrived.length).toBeGreaterThan(0);
  await expect.poll(() => shop.waiting(`${url}-dlq`)).toBe(8);
  // From the list of failures to the report in hand, the one expression typed besides.
  expect(clicks).toBe(10);
});

test('one message is edited by hand and sent alone, and the others stay', async ({
  spillway: { page, open },
  shop,
}) => {
  const url = await shop.createWithDlq('e2e-edit', 1);
  await shop.send(url, ['{"n":1}', '{"n":2}', '{"n":3}']);
  await shop.failAll(url);
  await open('/failures');
  await plan(page, 'e2e-edit-dlq');
  await page.getByRole('button', { name: 'Capture about 3' }).click();
  await expect(page.getByText('all 3 saved')).toBeVisible();
  await what(page).getByText('Chosen messages', { exact: true }).click();
  await what(page).getByRole('listitem').filter({ hasText: '{"n":2}' }).getByRole('checkbox').check();
  await page.getByText('Edit by hand', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Body' }).fill('{"n":22}');
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByLabel('Name of attribute 1').fill('mended');
  await page.getByLabel('Value of attribute 1').fill('yes');
  await expect(page.getByText('1 message is edited.')).toBeVisible();
  // The plan survives leaving the page.
  await open('/jobs');
  await page.goBack();
  await expect(page.getByText('1 message is edited.')).toBeVisible();
  await page.getByText('All at once', { exact: true }).click();
  await page.getByRole('button', { name: 'Redrive 1 message' }).click();
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('grid').getByText('changed', { exact: true })).toBeVisible();
  const [message] = await shop.receive(url);
  expect(message).toMatchObject({
    Body: '{"n":22}',
    MessageAttributes: { mended: { DataType: 'String', StringValue: 'yes' } },
  });
  await expect.poll(() => shop.waiting(`${url}-dlq`)).toBe(2);
});

test('a topic shows who would get what, and the originals stay', async ({
  spillway: { page, open },
  shop,
}) => {
  await shop.createTopicWithQueue('e2e-redrive-topic', 'e2e-redrive-subscriber');
  const url = await shop.createQueue('e2e-to-topic');
  await shop.send(url, ['{"a":1}', '{"a":2}']);
  await open('/failures');
  await plan(page, 'e2e-to-topic');
  await what(page).getByText('Chosen messages', { exact: true }).click();
  await page.getByRole('button', { name: 'Capture about 2' }).click();
  await expect(page.getByText('all 2 saved')).toBeVisible();
  await what(page).getByText('All', { exact: true }).click();
  await page.getByText('A topic', { exact: true }).click();
  await page.getByLabel('Destination topic').fill('e2e-redrive-topic');
  await expect(page.getByText('All 1 subscriber of the topic get each message.')).toBeVisible();
  await expect(page.getByText('0 of 2 captured messages pass')).toBeVisible();
  await expect(page.getByLabel('Keep the originals in e2e-to-topic')).toBeChecked();
  await page.getByText('All at once', { exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Copy (2 messages|them)$/ }).click();
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('grid').getByText('Copied, kept')).toHaveCount(2);
  await expect.poll(() => shop.waiting(url)).toBe(2);
  expect(await shop.waiting(url.replace('e2e-to-topic', 'e2e-redrive-subscriber'))).toBe(0);
});

test('a redrive is paused and resumed, stops when a message comes back, and leaves the rest', async ({
  spillway: { page, open },
  shop,
}) => {
  const url = await shop.createWithDlq('e2e-back', 1);
  await shop.send(url, ['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']);
  await shop.failAll(url);
  await open('/failures');
  await plan(page, 'e2e-back-dlq');
  await what(page).getByText('All', { exact: true }).click();
  await page.getByRole('button', { name: 'Start with 1 message' }).click();
  await expect(page.locator('#content').getByText('Watching e2e-back-dlq for')).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await expect.poll(() => shop.waiting(`${url}-dlq`)).toBe(3);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await shop.failAll(url);
  await expect(page.locator('#content').getByText('It stopped by itself: 1 message came back.')).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole('button', { name: 'Show what came back' }).click();
  await expect(page.getByRole('grid').getByText('Failed again: back in its queue')).toHaveCount(1);
  await page.getByRole('grid').getByText('Failed again: back in its queue').click();
  await expect(page.getByRole('complementary').getByText('What to do')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Stop for good' }).click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect.poll(() => shop.waiting(`${url}-dlq`)).toBe(4);
});
