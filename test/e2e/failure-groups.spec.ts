import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './fixtures.ts';

const failed = (n: number, type: string): string =>
  JSON.stringify({ orderId: `ord-${n}`, total: n * 10, error: { type, message: `order ${n} failed` } });

test('messages of two causes are captured, noted, searched and chosen for a redrive', async ({
  spillway: { page, open },
  shop,
}) => {
  const url = await shop.createQueue('e2e-causes-dlq');
  await shop.send(url, [
    ...[1, 2, 3].map((n) => failed(n, 'Timeout')),
    ...[4, 5].map((n) => failed(n, 'Refused')),
  ]);
  await open('/failures/sandbox/us-east-1/e2e-causes-dlq');
  await expect(page.getByText('Not read yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Capture', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Capture/ })
    .click();
  const table = page.getByRole('table', { name: 'Causes of failure' });
  await expect(table.getByRole('rowheader')).toHaveText([
    'Timeout: order {n} failed',
    'Refused: order {n} failed',
  ]);

  await page.getByRole('button', { name: 'Messages of Timeout: order {n} failed' }).click();
  const inner = page.getByRole('table', { name: 'Timeout: order {n} failed' });
  await expect(inner.getByRole('checkbox')).toHaveCount(3);
  await expect(page.getByText('error.type Timeout, all 3')).toBeVisible();
  await page.getByRole('button', { name: 'Add a note' }).click();
  await page.getByRole('textbox', { name: 'Note' }).fill('gateway was down');
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(page.getByText('gateway was down')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('checkbox', { name: 'Choose all of Timeout: order {n} failed' }).check();
  await inner.getByRole('checkbox').first().uncheck();
  await page.getByRole('checkbox', { name: 'Choose all of Refused: order {n} failed' }).check();
  const chosen = page.getByRole('region', { name: 'Chosen messages' });
  await expect(chosen).toContainText('4 messages of 2 causes selected');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    chosen.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect((await readFile(await download.path(), 'utf8')).trim().split('\n')).toHaveLength(4);

  const search = page.getByRole('searchbox', { name: 'Search in saved copies' });
  await search.fill('total >= 30');
  await expect(page.getByRole('button', { name: 'JSONata' })).toHaveAttribute('aria-pressed', 'true');
  await expect(table.getByRole('rowheader').first()).toContainText('Refused');
  await search.fill('total >= (');
  await expect(page.getByRole('alert')).toContainText('1:11');
  await search.fill('');
  await expect(table.getByRole('rowheader').first()).toContainText('Timeout');
  await chosen.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('checkbox', { name: 'Choose all of Refused: order {n} failed' }).check();
  await chosen.getByRole('button', { name: 'Redrive 2…' }).click();
  await expect(page).toHaveURL(/e2e-causes-dlq\/redrive\?causes=[0-9a-f]{16}/);
});

test('chosen messages are parked after a number was named, and leave the list', async ({
  spillway: { page, open },
  shop,
}) => {
  const url = await shop.createQueue('e2e-parked-dlq');
  await shop.send(url, [failed(1, 'Timeout'), failed(2, 'Timeout'), failed(3, 'Refused')]);
  await open('/failures/sandbox/us-east-1/e2e-parked-dlq');
  await page.getByRole('button', { name: 'Capture', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Capture/ })
    .click();
  await page.getByRole('checkbox', { name: 'Choose all of Timeout: order {n} failed' }).check();
  await page.getByRole('button', { name: 'Park…' }).click();
  const asked = page.getByRole('dialog', { name: 'Park messages of this queue?' });
  await expect(asked).toContainText('Messages2');
  await asked.getByRole('button', { name: 'Park' }).click();
  await expect(page).toHaveURL(/\/jobs\//);
  await expect.poll(() => shop.waiting(url)).toBe(1);
  await open('/failures/sandbox/us-east-1/e2e-parked-dlq');
  await expect(page.getByRole('rowheader')).toHaveText(['Refused: order {n} failed']);
});
