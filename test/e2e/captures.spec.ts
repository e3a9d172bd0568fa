import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './fixtures.ts';
import { startWebHost } from './web-host.ts';

const look = { name: 'Look, costs 1 receive' };

test('a kept message is found by any part of it, opened, and linked to', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-kept');
  const inner = JSON.stringify({ city: '서울', code: 'declined-7731' });
  const envelope = { Type: 'Notification', MessageId: 'm', TopicArn: 'arn:aws:sns:us-east-1:000000000000:t' };
  await shop.send(url, [
    JSON.stringify({ ...envelope, Message: inner, Timestamp: '2026-01-01T00:00:00.000Z' }),
    'another text',
  ]);
  await openQueue('e2e-kept');
  await page.getByRole('button', look).click();
  await expect(page.getByRole('grid').getByText('another text')).toBeVisible();
  await open('/captures');
  const search = page.getByRole('searchbox', { name: 'Search in kept messages' });
  await search.fill('clined-77');
  const grid = page.getByRole('grid', { name: 'Captures' });
  await expect(grid.locator('mark')).toHaveText('clined-77');
  await expect(page.getByText('1 message found')).toBeVisible();
  await grid.getByText('clined-77').click();
  await expect(page).toHaveURL(/\/captures\/\d+\?q=clined-77/);
  await page.reload();
  const panel = page.getByRole('complementary').last();
  await expect(panel).toContainText('서울');
  await expect(panel.getByRole('list', { name: 'Layers of the body' })).toContainText('SNS envelope');
  await expectAccessible(page);
  await search.fill('서울');
  await expect(grid.locator('mark')).toHaveText('서울');
  await search.fill('nowhere to be found');
  await expect(page.getByText('No kept message fits.')).toBeVisible();
});

test('chosen messages are exported, deleted for good after a number was named, and imported again', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-away');
  await shop.send(url, ['away-1', 'away-2', 'away-3']);
  await openQueue('e2e-away');
  await page.getByRole('button', look).click();
  await expect(page.getByRole('grid').getByText('away-3')).toBeVisible();
  await open('/captures?q=away-');
  const grid = page.getByRole('grid', { name: 'Captures' });
  await expect(grid.locator('mark')).toHaveCount(3);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export all 3' }).click();
  const file = await (await saved).path();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { Body: string }).Body).sort()).toEqual([
    'away-1',
    'away-2',
    'away-3',
  ]);
  for (const text of ['away-1', 'away-2']) {
    await grid.getByRole('row').filter({ hasText: text }).getByRole('checkbox').check();
  }
  await page.getByRole('button', { name: 'Delete 2' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('2 kept messages are deleted');
  await dialog.getByRole('button', { name: 'Delete 2' }).click();
  await expect(grid.locator('mark')).toHaveCount(1);

  await page.getByRole('button', { name: 'Import messages' }).click();
  await dialog.getByLabel('File (JSONL)').setInputFiles({
    name: 'more.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(`${lines.join('\n')}\n{"Body":5}\n`),
  });
  await expect(dialog).toContainText('3 messages imported');
  await expect(dialog).toContainText('Line 4');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(grid.locator('mark')).toHaveCount(4);
});

test('a filter is kept under a name and used again', async ({ spillway: { page, open } }) => {
  await open('/captures?q=refund&within=86400000');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Refunds of today');
  await dialog.getByRole('button', { name: 'Save this filter' }).click();
  await expect(dialog).toBeHidden();
  await open('/captures');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'Refunds of today' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search in kept messages' })).toHaveValue('refund');
  await expect(page.getByLabel('Time')).toHaveValue('86400000');
});

test('before the first look it is asked what may be kept, and the answer can be changed', async ({
  page,
}) => {
  const host = await startWebHost({ unasked: true });
  await page.goto(host.url);
  await page.goto(`${host.origin}/#/queues/sandbox/us-east-1/orders-dlq/messages`);
  const dialog = page.getByRole('dialog');
  // Receiving on and on is a look as well.
  await page.getByText('Receive continuously').click();
  await expect(dialog).toContainText('Before the first look');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Receive continuously')).toBeVisible();
  await page.getByRole('button', look).click();
  await expect(dialog).toContainText('Before the first look');
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: 'Memory only' }).check();
  await dialog.getByRole('button', { name: 'Go on to the look' }).click();
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  await page.goto(`${host.origin}/#/captures`);
  await expect(page.getByText('No messages are kept yet.')).toBeVisible();
  await page.getByRole('button', { name: /Acts on what is kept/ }).click();
  await page.getByRole('menuitem', { name: 'Change what is kept' }).click();
  await dialog.getByRole('radio', { name: 'Keep on this computer' }).check();
  await dialog.getByLabel('Days after the last sight').fill('30');
  await dialog.getByRole('button', { name: 'Save' }).click();
  // What is in memory moves in.
  await expect(page.getByText('kept 30 days after the last sight')).toBeVisible();
  await expect(page.getByText(/\d+ messages found/)).toBeVisible();
  await host.close();
});
