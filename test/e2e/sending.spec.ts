import { expect, test } from './fixtures.ts';

test('what is sent arrives as it was written, with its attributes, and the count follows', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-send');
  await openQueue('e2e-send', 'send');
  const body = '{"id": 12345678901234567890, "총액": 1.50}';
  await page.getByRole('textbox', { name: 'Body' }).fill(body);
  await expect(page.getByText('Valid JSON.')).toBeVisible();
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByLabel('Name of attribute 1').fill('attempts');
  await page.getByLabel('Type of attribute 1', { exact: true }).selectOption('Number');
  await page.getByLabel('Custom type of attribute 1').fill('int');
  await page.getByLabel('Value of attribute 1').fill('3');
  await page.getByRole('button', { name: 'Send 1 message to e2e-send' }).click();
  const result = page.getByText(/^Sent at/);
  await expect(result).toBeVisible();
  await expect(page.getByText('SQS confirmed the MD5 of the body.')).toBeVisible();
  await expect(page.getByText('1 waiting, 0 in flight, 0 delayed')).toBeVisible({ timeout: 20_000 });
  const [message] = await shop.receive(url);
  expect(message?.Body).toBe(body);
  expect(message?.MessageAttributes?.attempts).toMatchObject({ DataType: 'Number.int', StringValue: '3' });
});

test('a sent message is found by a look', async ({ spillway: { page, openQueue }, shop }) => {
  await shop.createQueue('e2e-send-look');
  await openQueue('e2e-send-look', 'send');
  await page.getByRole('textbox', { name: 'Body' }).fill('found again');
  await page.getByRole('button', { name: /^Send 1 message/ }).click();
  await expect(page.getByText(/^Sent at/)).toBeVisible();
  await page.getByRole('link', { name: 'Messages', exact: true }).click();
  await page.getByRole('button', { name: 'Look, costs 1 receive' }).click();
  await expect(page.getByRole('grid').getByText('found again')).toBeVisible();
});

test('what AWS would refuse is said before it is sent, and nothing typed is lost', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-refused.fifo', { FifoQueue: 'true' });
  await openQueue('e2e-refused.fifo', 'send');
  await page.getByRole('textbox', { name: 'Body' }).fill('kept');
  await page.getByRole('button', { name: /^Send 1 message/ }).click();
  await expect(page.getByText('A FIFO queue needs a message group ID.')).toBeVisible();
  await expect(page.getByText('2 things speak against sending.')).toBeVisible();
  expect(await shop.waiting(url)).toBe(0);
  await page.getByRole('link', { name: 'Configuration' }).click();
  await page.getByRole('link', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Body' })).toContainText('kept');
  await page.getByLabel('Message group ID').fill('group one');
  await expect(page.getByText(/MessageGroupId can only include alphanumeric/)).toBeVisible();
  await page.getByLabel('Message group ID').fill('group-1');
  await page.getByLabel('Deduplication ID').fill('d-1');
  await page.getByRole('button', { name: /^Send 1 message/ }).click();
  await expect(page.getByText(/^Sequence number \d+/)).toBeVisible();
});

test('the size is measured in bytes against the limit of the queue', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  await shop.createQueue('e2e-small', { MaximumMessageSize: '1024' });
  await openQueue('e2e-small', 'send');
  const meter = page.getByRole('meter', { name: 'Size of the message' });
  await page.getByRole('textbox', { name: 'Body' }).fill('가'.repeat(300));
  await expect(meter).toHaveAttribute('aria-valuetext', '900 B of 1 KiB');
  await page.getByRole('textbox', { name: 'Body' }).fill('가'.repeat(400));
  await expect(page.getByText(/Message must be shorter than 1024 bytes/)).toBeVisible();
});

test('an act stands in Activity, without its content', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  await shop.createQueue('e2e-audited');
  await openQueue('e2e-audited', 'send');
  await page.getByRole('textbox', { name: 'Body' }).fill('a secret body');
  await page.getByRole('button', { name: /^Send 1 message/ }).click();
  await expect(page.getByText(/^Sent at/)).toBeVisible();
  await open('/activity');
  await expect(page.getByText('e2e-audited').first()).toBeVisible();
  await expect(page.getByText('a secret body')).toHaveCount(0);
});
