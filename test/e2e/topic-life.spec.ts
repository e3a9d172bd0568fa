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
  await page.getByRole('main').getByRole('button', { name: 'More acts on this topic' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
};

test('a topic is made with its settings and tags, after what surprises was said', async ({ spillway }) => {
  const { page, open } = spillway;
  await open('/topics');
  await page.getByRole('button', { name: 'New topic' }).click();
  const dialog = page.getByRole('dialog', { name: 'New topic' });
  await dialog.getByLabel('Name', { exact: true }).fill('shop');
  await dialog.getByText('FIFO', { exact: true }).click();
  await expect(dialog.getByLabel('Name', { exact: true })).toHaveValue('shop.fifo');
  await dialog.getByRole('combobox', { name: 'Encryption' }).selectOption('SSE-KMS');
  await expect(dialog.getByText(/S3, EventBridge, CloudWatch alarms/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Add tag' }).click();
  await dialog.getByLabel('Key of tag 1').fill('team');
  await dialog.getByLabel('Value of tag 1').fill('shop');
  await expect(dialog).toContainText('"FifoTopic":"true","KmsMasterKeyId":"alias/aws/sns"');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Make the topic' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'shop.fifo' })).toBeVisible();
  await expect(page.getByText('team', { exact: true })).toBeVisible();
});

test('a topic is changed attribute by attribute, and cloned', async ({ spillway }) => {
  const { page, open } = spillway;
  await open('/topics/sandbox/us-east-1/ledger.fifo/configuration');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const form = page.getByRole('form', { name: 'Edit' });
  await form.getByLabel('Display name').fill('The shop');
  await form.getByRole('combobox', { name: 'Throughput scope' }).selectOption('Each message group');
  await expect(form.getByText(/cannot be taken back, and duplicates/)).toBeVisible();
  await expect(form).toContainText('DisplayName, FifoThroughputScope');
  await form.getByRole('button', { name: 'Save 2 attributes' }).click();
  await expect(page.getByText('The shop').first()).toBeVisible();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(form.getByRole('combobox', { name: 'Throughput scope' })).toBeDisabled();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await act(spillway, 'Clone configuration');
  const clone = page.getByRole('dialog', { name: 'Clone the configuration of ledger.fifo' });
  await clone.getByLabel('Name', { exact: true }).fill('copy.fifo');
  await expect(clone.getByLabel('Display name')).toHaveValue('The shop');
  await clone.getByRole('button', { name: 'Make the topic' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'copy.fifo' })).toBeVisible();
});

test('deleting says which subscriptions go and which queues stay, and wants the name', async ({
  spillway,
  shop,
}) => {
  const { page, open } = spillway;
  await shop.createTopicWithQueue('doomed', 'survivor');
  await guard(spillway, 'Confirm: asks before writes');
  await open('/topics/sandbox/us-east-1/doomed/subscriptions');
  await act(spillway, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete this topic?' });
  await expect(dialog).toContainText('survivor');
  const last = dialog.getByRole('button', { name: 'Delete the topic and 1 subscription' });
  await expect(last).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox').fill('doomed');
  await last.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Topics' })).toBeVisible();
  await expect(page.getByRole('grid').getByText('order-events', { exact: true })).toBeVisible();
  await expect(page.getByRole('grid').getByText('doomed', { exact: true })).toHaveCount(0);

  await open('/topics/sandbox/us-east-1/ledger.fifo/subscriptions');
  await act(spillway, 'Delete');
  const archived = page.getByRole('dialog', { name: 'This topic has an archive' });
  await archived.getByRole('link', { name: 'Open the configuration' }).click();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible();
});

test('a topic that is deleted while it is open is told, and what was written stays', async ({
  spillway: { page, open, allow },
  shop,
}) => {
  allow(/404/);
  await shop.createTopicWithQueue('fleeting', 'fleeting-queue');
  await open('/topics/sandbox/us-east-1/fleeting/publish');
  const message = page.getByRole('textbox', { name: 'Message', exact: true });
  await message.fill('for nobody');
  await shop.deleteTopic('fleeting');
  await page.getByRole('button', { name: 'Publish 1 message to fleeting' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The message was not confirmed' })).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'Reading the topic' })).toBeVisible();
  await expect(message).toContainText('for nobody');
});

test('a read-only profile can look at everything and change nothing', async ({ spillway }) => {
  const { page, open } = spillway;
  await guard(spillway, 'Read only: refuses writes');
  await open('/topics');
  await expect(page.getByRole('button', { name: 'New topic' })).toHaveAttribute('aria-disabled', 'true');
  await open('/topics/sandbox/us-east-1/order-events/configuration');
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.getByRole('button', { name: 'More acts on this topic' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expect(page.getByRole('menuitem', { name: 'Copy ARN' })).not.toHaveAttribute('aria-disabled');
});

test('the list is filtered by chip and tag, and takes topics by ARN', async ({
  spillway: { page, open },
}) => {
  await open('/topics');
  const grid = page.getByRole('grid', { name: 'Topics' });
  await page.getByRole('button', { name: /^Has pending/ }).click();
  await expect(grid.getByText('ledger.fifo', { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: /^Has pending/ }).click();
  await page.getByRole('combobox', { name: 'Filter by a tag' }).fill('team=checkout');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^team=checkout/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(grid.getByText('order-events', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'More acts on this list' }).click();
  await page.getByRole('menuitem', { name: 'Add a topic by ARN' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a topic by ARN' });
  await dialog.getByLabel('ARN of the topic').fill('arn:aws:sns:us-east-1:000000000000:nowhere');
  await dialog.getByRole('button', { name: 'Add to the list' }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: 'Reading the topic' })).toBeVisible();
});
