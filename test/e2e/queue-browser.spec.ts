import { expect, expectAccessible, test, type Console } from './fixtures.ts';

test.use({ alone: true });

/** The list, read anew: what the shop made a moment ago may not be in the one that was read before. */
async function openList({ page, open }: Console): Promise<void> {
  await open('/queues');
  await page.getByRole('button', { name: 'List the queues again' }).click();
}

test('queues are found by their tags, which are read when they are wanted', async ({ spillway, shop }) => {
  const { page } = spillway;
  await shop.createQueue('e2e-tagged', {}, { owner: 'e2e', stack: 'shop core' });
  await openList(spillway);
  const grid = page.getByRole('grid', { name: 'Queues' });
  await expect(grid.getByText('e2e-tagged', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Tags' }).check();
  await expect(grid.getByText('stack=shop core')).toBeVisible();
  await page.keyboard.press('Escape');
  const field = page.getByPlaceholder('tag or key=value');
  await field.fill('owner=e2e');
  await field.press('Enter');
  await expect(grid.getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(/tag=owner%3De2e|tag=owner=e2e/);
  await expectAccessible(page);
  await page.getByRole('button', { name: /^owner=e2e/ }).click();
  await expect(grid.getByText('orders', { exact: true })).toBeVisible();
});

test('a favourite stands first, whatever the list is sorted by', async ({ spillway, shop }) => {
  const { page } = spillway;
  await shop.createQueue('zz-last');
  await openList(spillway);
  const grid = page.getByRole('grid', { name: 'Queues' });
  const row = grid.getByRole('row').filter({ hasText: 'zz-last' });
  await row.getByRole('button', { name: 'Pin zz-last' }).click();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(grid.getByRole('row').nth(1)).toContainText('zz-last');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Pinned', exact: true }).check();
  await expect(grid.getByRole('row')).toHaveCount(2);
});

test('a dead-letter queue is told from policies, and confirmed once it is opened', async ({
  spillway,
  shop,
}) => {
  const { page } = spillway;
  await shop.createWithDlq('e2e-fails', 4);
  await shop.createQueue('e2e-only-named-dlq');
  await openList(spillway);
  const grid = page.getByRole('grid', { name: 'Queues' });
  const row = grid.getByRole('row').filter({ hasText: 'e2e-fails-dlq' });
  const seen = 'From the redrive policy of 1 queue in this list';
  await expect(row.getByTitle(seen)).toBeVisible();
  await expect(
    grid.getByRole('row').filter({ hasText: 'e2e-only-named-dlq' }).getByText('DLQ', { exact: false }),
  ).toHaveCount(1);
  await row.getByText('e2e-fails-dlq', { exact: true }).click();
  await expect(row.getByTitle('Confirmed by AWS as a dead-letter queue')).toBeVisible();
  await expect(page.getByRole('complementary').getByText('AWS confirms 1 queue.')).toBeVisible();
  await expect(page.getByRole('complementary').getByRole('link', { name: 'e2e-fails' })).toBeVisible();
});

test('a queue that may not be listed is added by its address, and taken off again', async ({
  spillway,
  shop,
}) => {
  const { page, open } = spillway;
  await open('/queues');
  const grid = page.getByRole('grid', { name: 'Queues' });
  await expect(grid.getByText('orders', { exact: true })).toBeVisible();
  // Made after the list was read, it is not in it: as with a queue that is never listed.
  const url = await shop.createQueue('e2e-unlisted');
  await page.getByRole('button', { name: 'More acts on this list' }).click();
  await page.getByRole('menuitem', { name: 'Add a queue by address' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a queue by address' });
  await dialog.getByRole('textbox').fill('arn:aws:sqs:eu-west-1:000000000000:e2e-unlisted');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('The queue is in eu-west-1, and us-east-1 was asked.')).toBeVisible();
  await dialog.getByRole('textbox').fill('arn:aws:sqs:us-east-1:999999999999:e2e-unlisted');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/no queue e2e-unlisted in account 999999999999/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('textbox').fill(url);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('complementary', { name: 'e2e-unlisted' })).toBeVisible();
  await expect(grid.getByRole('row').filter({ hasText: 'e2e-unlisted' }).getByText('added')).toBeVisible();
  await page.getByRole('complementary').getByRole('button', { name: 'More acts on this queue' }).click();
  await page.getByRole('menuitem', { name: 'Take off this list' }).click();
  await expect(page.getByRole('complementary', { name: 'e2e-unlisted' })).toBeHidden();
  await expect(grid.getByText('e2e-unlisted', { exact: true })).toHaveCount(0);
});

test('a queue that is deleted while it is open says so, keeps what was typed, and shows a way back', async ({
  spillway,
  shop,
}) => {
  const { page, openQueue } = spillway;
  const url = await shop.createQueue('e2e-short-lived');
  await openQueue('e2e-short-lived', 'send');
  await page.locator('.cm-content').fill('half a message');
  await shop.deleteQueue(url);
  await expect(page.getByText('e2e-short-lived does not exist here.')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.locator('.cm-content')).toHaveText('half a message');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to the queues' }).click();
  await expect(page.getByRole('grid').getByText('orders', { exact: true })).toBeVisible();
  await expect(page.getByRole('grid').getByText('e2e-short-lived', { exact: true })).toHaveCount(0);
});

test('what names a queue and what the CLI would do is copied from its menu', async ({ spillway, shop }) => {
  const { page, openQueue } = spillway;
  await shop.createQueue('e2e-copied');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openQueue('e2e-copied', 'configuration');
  const copied = async (item: string): Promise<string> => {
    await page.getByRole('button', { name: 'More acts on this queue' }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await expect.poll(() => copied('Copy ARN')).toBe('arn:aws:sqs:us-east-1:000000000000:e2e-copied');
  await expect.poll(() => copied('Copy name')).toBe('e2e-copied');
  await expect
    .poll(() => copied('Copy as AWS CLI: purge'))
    .toMatch(
      /^aws sqs purge-queue --queue-url \S+\/e2e-copied --endpoint-url http:\/\/\S+ --profile sandbox --region us-east-1$/,
    );
  await page.getByRole('button', { name: 'More acts on this queue' }).click();
  await expect(page.getByRole('menuitem', { name: 'Open in the AWS console' })).toHaveCount(0);
});

test('beside what is selected the list keeps its name and its count, and one stop for the keyboard', async ({
  spillway: { page, open },
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open('/queues');
  const grid = page.getByRole('grid', { name: 'Queues' });
  await grid.getByText('orders', { exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'orders' });
  await expect(panel).toBeVisible();
  const left = (await panel.boundingBox())?.x ?? 0;
  for (const name of ['Queue', 'Waiting', 'In its DLQ']) {
    const head = await grid.getByRole('columnheader', { name }).boundingBox();
    expect((head?.x ?? Infinity) + (head?.width ?? 0)).toBeLessThanOrEqual(left);
  }
  // Of all the stars only that of the selected row is a stop.
  const stops = grid.locator('[aria-pressed]:not([tabindex="-1"])');
  await expect(stops).toHaveCount(1);
  await expect(stops).toHaveAccessibleName('Pin orders');
});
