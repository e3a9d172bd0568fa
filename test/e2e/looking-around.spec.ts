import { expect, test } from './fixtures.ts';

const places = ['Overview', 'Queues', 'Topics', 'Failures', 'Activity', 'Settings'];

test('every place is a link, and its page names itself', async ({ spillway: { page } }) => {
  const nav = page.getByRole('navigation', { name: 'Places' });
  for (const place of places) {
    await nav.getByRole('link', { name: place }).click();
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
    await expect(page).toHaveTitle(`${place} · Spillway`);
  }
});

test('a queue is found by typing, and a reload keeps what was found', async ({
  spillway: { page, open },
}) => {
  await open('/queues');
  const grid = page.getByRole('grid', { name: 'Queues' });
  await expect(grid.getByText('shipping', { exact: true })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('orders-d');
  await expect(grid.getByText('orders-dlq', { exact: true })).toBeVisible();
  await expect(grid.getByText('shipping', { exact: true })).toBeHidden();
  await expect(page.getByText(/^1 of \d+/)).toBeVisible();
  await grid.getByText('orders-dlq', { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'orders-dlq' });
  await expect(inspector.getByText('arn:aws:sqs:us-east-1:000000000000:orders-dlq')).toBeVisible();
  await page.reload();
  await expect(inspector).toBeVisible();
  await expect(page.getByRole('searchbox', { name: 'Filter by name, ARN or tag' })).toHaveValue('orders-d');
  await expect(grid.getByText('shipping', { exact: true })).toBeHidden();
});

test('chips keep the rows they name and say how many', async ({ spillway: { page, open } }) => {
  await open('/queues');
  const grid = page.getByRole('grid', { name: 'Queues' });
  const chip = page.getByRole('button', { name: /^FIFO/ });
  await expect(chip).toHaveText(/FIFO\s*2/);
  await chip.click();
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  await expect(grid.getByText('payments.fifo', { exact: true })).toBeVisible();
  await expect(grid.getByText('orders', { exact: true })).toBeHidden();
  await expect(page).toHaveURL(/show=fifo/);
});

test.describe('on the sample alone', () => {
  // Other tests make queues, which would stand between those of the sample.
  test.use({ alone: true });

  test('the list is walked and opened with the keyboard alone', async ({ spillway: { page, open } }) => {
    await open('/queues');
    const grid = page.getByRole('grid', { name: 'Queues' });
    await expect(grid.getByText('audit-log', { exact: true })).toBeVisible();
    await grid.focus();
    await page.keyboard.press('j');
    await expect(page.getByRole('complementary', { name: 'audit-log' })).toBeVisible();
    await page.keyboard.press('j');
    await expect(page.getByRole('complementary', { name: 'orders' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await grid.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'audit-log' })).toBeVisible();
  });
});

test('the inspector answers where dead letters go and who may feed the queue', async ({
  spillway: { page, open },
}) => {
  await open('/queues');
  await page.getByRole('grid').getByText('orders', { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'orders' });
  await expect(inspector.getByText('orders-dlq after 3 receives')).toBeVisible();
  await expect(inspector.getByText('order-events')).toBeVisible();
  await expect(inspector.getByText('4 d', { exact: true })).toBeVisible();
  await inspector.getByRole('link', { name: 'orders-dlq' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'orders-dlq' })).toBeVisible();
});

test('counts move while one looks on', async ({ spillway: { page, open }, shop }) => {
  const url = await shop.createQueue('e2e-live');
  await open('/queues?q=e2e-live');
  // The names were listed before this queue was made.
  await page.getByRole('button', { name: 'List the queues again' }).click();
  const row = page.getByRole('row').filter({ hasText: 'e2e-live' });
  await expect(row.getByRole('gridcell').nth(3)).toHaveText('0');
  await shop.send(url, ['a', 'b', 'c']);
  await expect(row.getByRole('gridcell').nth(3)).toHaveText('3', { timeout: 20_000 });
});

test('the configuration shows every attribute with its unit and its AWS name', async ({
  spillway: { page, openQueue },
}) => {
  await openQueue('orders-dlq', 'configuration');
  const line = page.locator('dl > div').filter({ hasText: 'MessageRetentionPeriod' });
  await expect(line).toContainText('Retention period');
  await expect(line).toContainText('4 d');
  await expect(line).toContainText('345600');
  await expect(page.getByRole('link', { name: 'orders', exact: true })).toBeVisible();
});

test('a queue that is not there is said to be missing, and the rest of the page lives on', async ({
  spillway: { page, open },
}) => {
  await open('/queues/sandbox/us-east-1/no-such-queue/messages');
  await expect(page.getByRole('alert')).toContainText('AWS does not know this resource.');
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Topics' }).click();
  await expect(page.getByRole('grid', { name: 'Topics' }).getByText('order-events')).toBeVisible();
});

test('a cell that has nothing to say stays empty', async ({ spillway: { page, open } }) => {
  await open('/topics');
  await expect(page.getByRole('row').filter({ hasText: 'order-events' })).toBeVisible();
  const head = await page.getByRole('columnheader').allInnerTexts();
  const kind = head.findIndex((text) => text.trim() === 'Kind');
  const cell = (topic: string) =>
    page.getByRole('row').filter({ hasText: topic }).getByRole('gridcell').nth(kind);
  await expect(cell('ledger.fifo')).toHaveText('FIFO');
  await expect(cell('order-events')).toHaveText('');
});
