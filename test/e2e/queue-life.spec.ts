import { expect, expectAccessible, test, type Console } from './fixtures.ts';

test.use({ alone: true });

async function guard({ page, open }: Console, words: string): Promise<void> {
  await open('/settings/profiles/sandbox');
  const form = page.getByRole('form', { name: 'Sandbox' });
  await form.getByLabel('Guard').selectOption({ label: words });
  await form.getByRole('button', { name: 'Save profile' }).click();
  await expect(form.getByRole('button', { name: 'Save profile' })).toBeHidden();
}
const act = async ({ page }: Console, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'More acts on this queue' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
};

test('a queue is made with its dead-letter queue in one step', async ({ spillway }) => {
  const { page, open } = spillway;
  await open('/queues');
  await page.getByRole('button', { name: 'New queue' }).click();
  const dialog = page.getByRole('dialog', { name: 'New queue' });
  const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('e2e life');
  await expect(dialog.getByText(/^1 to 80 of A-Z/)).toBeVisible();
  await name.fill('e2e-life');
  await dialog.getByText('FIFO', { exact: true }).click();
  await expect(name).toHaveValue('e2e-life.fifo');
  await dialog.getByText('Make one now').click();
  await expect(dialog.getByLabel('Name of the dead-letter queue')).toHaveValue('e2e-life-dlq.fifo');
  await dialog.getByLabel('Visibility timeout', { exact: true }).fill('50000');
  await expect(dialog.getByText('A whole number from 0 s to 12 h.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Make both queues' }).click();
  await expect(dialog.getByText('1 thing speaks against it.')).toBeVisible();
  await dialog.getByLabel('Visibility timeout', { exact: true }).fill('2');
  await dialog.getByLabel('Unit of Visibility timeout').selectOption('minutes');
  await dialog.getByRole('button', { name: 'Add tag' }).click();
  await dialog.getByLabel('Key of tag 1').fill('team');
  await dialog.getByLabel('Value of tag 1').fill('shop');
  await expect(dialog.locator('pre')).toContainText('"VisibilityTimeout":"120"');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make both queues' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'e2e-life.fifo' })).toBeVisible();
  const line = page.locator('dl > div').filter({ hasText: 'VisibilityTimeout' });
  await expect(line).toContainText('2 m');
  await expect(page.getByText('team', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Queues', exact: true }).first().click();
  await page.getByRole('searchbox', { name: 'Filter by name, ARN or tag' }).fill('e2e-life');
  await expect(page.getByRole('grid').getByText('e2e-life-dlq.fifo').first()).toBeVisible();
  await expect(page.getByRole('grid').getByText('e2e-life.fifo', { exact: true })).toBeVisible();
});

test('a queue is changed, and what surprises is said before', async ({ spillway, shop }) => {
  const { page, openQueue } = spillway;
  await shop.createQueue('e2e-edit');
  await shop.createQueue('e2e-edit-dlq');
  await openQueue('e2e-edit', 'configuration');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Edit' });
  await form.getByLabel('Retention period', { exact: true }).fill('1');
  await expect(form.getByText('Messages older than 1 d are deleted now, for good.')).toBeVisible();
  await form.getByLabel('Delivery delay', { exact: true }).fill('30');
  await expect(form.getByText('The new delay counts for new messages only.')).toBeVisible();
  await form.getByText('An existing queue').click();
  await form.getByLabel('Goes to').fill('e2e-edit-dlq');
  await form.getByLabel('After').fill('3');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save 3 attributes' }).click();
  await expect(page.locator('dl > div').filter({ hasText: 'MessageRetentionPeriod' })).toContainText('1 d');
  await expect(page.locator('dl > div').filter({ hasText: 'DelaySeconds' })).toContainText('30 s');
  await expect(
    page.locator('dl > div').filter({ has: page.getByText('RedrivePolicy', { exact: true }) }),
  ).toContainText('e2e-edit-dlq');
});

test('tags are set and removed, with a word on access', async ({ spillway, shop }) => {
  const { page, openQueue } = spillway;
  await shop.createQueue('e2e-tags');
  await openQueue('e2e-tags', 'configuration');
  await page.getByRole('button', { name: 'Edit tags' }).click();
  await expect(page.getByText(/Tags can decide who has access/)).toBeVisible();
  await page.getByRole('button', { name: 'Add tag' }).click();
  await page.getByLabel('Key of tag 1').fill('aws:team');
  await expect(page.getByText('Keys that begin with aws: are reserved.')).toBeVisible();
  await page.getByLabel('Key of tag 1').fill('team');
  await page.getByLabel('Value of tag 1').fill('shop');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save tags' }).click();
  await expect(page.locator('dl > div').filter({ hasText: 'team' })).toContainText('shop');
  await page.getByRole('button', { name: 'Edit tags' }).click();
  await page.getByRole('button', { name: 'Remove tag 1' }).click();
  await page.getByRole('button', { name: 'Save tags' }).click();
  await expect(page.getByText('This queue has no tags.')).toBeVisible();
});

test('a configuration is cloned into a new queue', async ({ spillway, shop }) => {
  const { page, openQueue } = spillway;
  await shop.createQueue('e2e-model', { VisibilityTimeout: '77', SqsManagedSseEnabled: 'false' });
  await openQueue('e2e-model', 'configuration');
  await act(spillway, 'Clone configuration');
  const dialog = page.getByRole('dialog', { name: 'Clone the configuration of e2e-model' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('e2e-copy');
  await dialog.getByRole('button', { name: 'Make the queue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'e2e-copy' })).toBeVisible();
  await expect(page.locator('dl > div').filter({ hasText: 'VisibilityTimeout' })).toContainText('77');
  await expect(page.locator('dl > div').filter({ hasText: 'SqsManagedSseEnabled' })).toContainText('no');
});

test('on a guarded profile purging and deleting ask for the name, and say what goes', async ({
  spillway,
  shop,
}) => {
  const { page, openQueue } = spillway;
  const url = await shop.createQueue('e2e-end');
  await shop.send(url, ['a', 'b', 'c']);
  await guard(spillway, 'Confirm: asks before writes');
  await openQueue('e2e-end', 'configuration');
  await act(spillway, 'Purge');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('About 3 waiting, 0 in flight and 0 delayed messages');
  await expectAccessible(page);
  const go = dialog.getByRole('button', { name: 'Purge about 3 messages' });
  await expect(go).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByPlaceholder('e2e-end').fill('e2e-en');
  await page.keyboard.press('Enter');
  await expect(go).toHaveAttribute('aria-disabled', 'true');
  expect(await shop.waiting(url)).toBe(3);
  await dialog.getByPlaceholder('e2e-end').fill('e2e-end');
  await go.click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => shop.waiting(url)).toBe(0);
  await act(spillway, 'Purge');
  await dialog.getByPlaceholder('e2e-end').fill('e2e-end');
  await dialog.getByRole('button', { name: /^Purge about/ }).click();
  await expect(dialog.getByText(/^It can be tried again in \d+ seconds\.$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await act(spillway, 'Delete');
  await expect(dialog).toContainText('its name cannot be used again for 60 s');
  await dialog.getByPlaceholder('e2e-end').fill('e2e-end');
  await dialog.getByRole('button', { name: 'Delete the queue' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Queues' })).toBeVisible();
  await expect(page.getByRole('grid').getByText('orders', { exact: true })).toBeVisible();
  await expect(page.getByRole('grid').getByText('e2e-end', { exact: true })).toHaveCount(0);
});

test('on a read-only profile nothing of it can be started', async ({ spillway, shop }) => {
  const { page, open, openQueue } = spillway;
  await shop.createQueue('e2e-kept');
  await guard(spillway, 'Read only: refuses writes');
  await openQueue('e2e-kept', 'configuration');
  await page.getByRole('button', { name: 'More acts on this queue' }).click();
  for (const name of ['Clone configuration', 'Purge', 'Delete'])
    await expect(page.getByRole('menuitem', { name, exact: true })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await open('/queues');
  await expect(page.getByRole('button', { name: 'New queue' })).toHaveAttribute('aria-disabled', 'true');
});
