import { expect, expectAccessible, test } from './fixtures.ts';

test('all messages of a queue are moved to another, and the report names each', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const from = await shop.createWithDlq('e2e-move-from', 5);
  const to = await shop.createWithDlq('e2e-move-to', 5);
  await shop.send(from, ['one', 'two', 'three']);
  await openQueue('e2e-move-from');
  await page.getByRole('button', { name: 'Move or copy all…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Destination queue').fill('e2e-move-to');
  await expect(
    dialog.getByText('All messages that e2e-move-from shows are received, about 3.'),
  ).toBeVisible();
  await expect(dialog.getByText('after 5 receives; each receive here counts')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Move all messages' }).click();
  // What cannot be taken back is asked once more.
  const question = page.getByRole('dialog', { name: 'Move messages out of this queue?' });
  await question.getByRole('button', { name: 'Move' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'Move e2e-move-from to e2e-move-to' }),
  ).toBeVisible();
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('3 of 3');
  await expect(page.getByRole('grid').getByText('Sent, deleted')).toHaveCount(3);
  await expect.poll(() => shop.waiting(to)).toBe(3);
  await expect.poll(() => shop.waiting(from)).toBe(0);
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the report' }).click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^spillway-job-.*\.csv$/);
});

test('chosen messages are copied to another queue, with their group and size in the plan', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const from = await shop.createQueue('e2e-chosen-from');
  const to = await shop.createQueue('e2e-chosen-to', { MaximumMessageSize: '2048' });
  await shop.send(from, ['small', 'x'.repeat(3000), 'other']);
  await openQueue('e2e-chosen-from');
  await page.getByRole('button', { name: 'Look, costs 1 receive' }).click();
  const rows = page.getByRole('grid').getByRole('row');
  await rows.filter({ hasText: 'small' }).getByRole('checkbox').check();
  await rows.filter({ hasText: 'xxx' }).getByRole('checkbox').check();
  await page.getByRole('group').getByRole('button', { name: 'Move or copy 2 messages…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Destination queue').fill('e2e-chosen-nowhere');
  await expect(dialog.getByRole('alert')).toHaveText('No queue of this name here');
  await dialog.getByLabel('Destination queue').fill('e2e-chosen-to');
  // Only the sizes of the chosen ones tell.
  await expect(dialog.getByText('(2,048 bytes): 1 of the messages')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await rows.filter({ hasText: 'xxx' }).getByRole('checkbox').uncheck();
  await page.getByRole('group').getByRole('button', { name: 'Move or copy 1 message…' }).click();
  await dialog.getByLabel('Destination queue').fill('e2e-chosen-to');
  await dialog.getByText('Copy, keep the originals').click();
  await dialog.getByRole('button', { name: 'Copy 1 message' }).click();
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('1 of 1', { timeout: 15_000 });
  await expect.poll(() => shop.waiting(to)).toBe(1);
  await expect.poll(() => shop.waiting(from)).toBe(3);
});

test('a continuous receive shows what comes until it is stopped, and stands in the list of jobs', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-receive');
  await openQueue('e2e-receive');
  await page.getByText('Receive continuously').click();
  await expect(page.getByText('Stop receiving')).toBeVisible();
  await shop.send(url, ['came while receiving']);
  await expect(page.getByRole('grid').getByText('came while receiving')).toBeVisible({ timeout: 15_000 });
  await page.getByText('Stop receiving').click();
  await expect(page.getByText('Receive continuously')).toBeVisible({ timeout: 15_000 });
  await expect.poll(() => shop.waiting(url)).toBe(1);
  await open('/jobs');
  await expect(page.getByRole('row').filter({ hasText: 'e2e-receive' }).getByText('Stopped')).toBeVisible();
  await expectAccessible(page);
});
