import { expect, expectAccessible, test } from './fixtures.ts';

const file = (name: string, content: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

test('a file is shown before it is sent, its faulty lines are left out by choice, and each message has its result', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-batch');
  await openQueue('e2e-batch', 'send');
  await page.getByText('Batch from a file').click();
  const lines = Array.from({ length: 12 }, (_, at) => `{"body":{"n":${at}},"attributes":{"kind":"Order"}}`);
  await page
    .getByLabel(/Choose a file/)
    .setInputFiles(file('orders.jsonl', [...lines, '{"body"', '{"body":"x\\u0001"}'].join('\n')));
  await expect(page.getByText('14 entries, 12 can be sent')).toBeVisible();
  await expect(page.getByText('Line 13: no valid JSON.')).toBeVisible();
  await expect(page.getByText('AWS takes no character U+0001 (line 1, column 2).')).toBeVisible();
  const send = page.getByRole('button', { name: 'Send 12 messages to e2e-batch' });
  await expect(send).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Decide first about the lines that cannot be sent.')).toBeVisible();
  await expectAccessible(page);
  expect(await shop.waiting(url)).toBe(0);
  await page.getByLabel('Leave the 2 faulty lines out').check();
  await send.click();
  await expect(page.getByText('12 sent')).toBeVisible();
  await expect(page.getByRole('row', { name: /^12 sent [0-9a-f-]{36}/ })).toBeVisible();
  expect(await shop.waiting(url)).toBe(12);
});

test('a repeated message shows its first ones, is filled in anew each time, and can be stopped', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-repeat');
  await openQueue('e2e-repeat', 'send');
  await page.getByText('Repeat', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Body' }).fill('{"n": {{n}}}');
  await expect(page.getByText('Valid JSON.')).toBeVisible();
  await expect(page.getByText('{"n": 3}')).toBeVisible();
  await page.getByLabel('How many times').fill('500');
  await page.getByLabel('Messages a second at most').fill('20');
  await page.getByRole('button', { name: 'Send 500 times to e2e-repeat' }).click();
  const bar = page.getByRole('progressbar', { name: /^Repeated 500 times/ });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
  const sent = await shop.waiting(url);
  expect(sent).toBeLessThan(200);
  await expect(page.getByText(`${sent} sent`)).toBeVisible();
  await expect(
    page.getByRole('button', { name: `Send the ${500 - sent} that surely were not stored` }),
  ).toBeVisible();
});

test('a saved message is found again, taken over into another queue and deleted', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  await shop.createQueue('e2e-saved-from');
  await shop.createQueue('e2e-saved-to');
  await openQueue('e2e-saved-from', 'send');
  const body = page.getByRole('textbox', { name: 'Body' });
  await body.fill('{"id": 12345678901234567890}');
  await page.getByRole('button', { name: 'Saved messages' }).click();
  await page.getByLabel('Keep this message under the name').fill('long number');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Take over long number' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await openQueue('e2e-saved-to', 'send');
  await page.getByRole('button', { name: 'Saved messages' }).click();
  await page.getByLabel('Search names and content').fill('678901');
  await page.getByRole('button', { name: 'Take over long number' }).click();
  await expect(body).toContainText('12345678901234567890');
  await page.getByRole('button', { name: 'Minify' }).click();
  await expect(body).toHaveText('{"id":12345678901234567890}');
  await page.getByRole('button', { name: 'Saved messages' }).click();
  await page.getByRole('button', { name: 'Rename long number' }).click();
  await expect(page.getByLabel('New name')).toBeFocused();
  await page.keyboard.type('short\n');
  await page.getByRole('button', { name: 'Delete short' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await expect(page.getByText('No message is saved yet.')).toBeVisible();
});

test('a file is published to a topic, and its filters decide who gets what', async ({
  spillway: { page, open },
  shop,
}) => {
  const url = await shop.createTopicWithQueue('e2e-batch-topic', 'e2e-batch-topic-queue');
  await open('/topics/sandbox/us-east-1/e2e-batch-topic/publish');
  await page.getByText('Batch from a file').click();
  await page
    .getByLabel(/Choose a file/)
    .setInputFiles(file('a.csv', 'body,attr.kind\nfirst,wanted\nsecond,other\nthird,wanted\n'));
  await expect(page.getByRole('row', { name: '2 first kind (String): wanted' })).toBeVisible();
  await page.getByRole('button', { name: 'Send 3 messages to e2e-batch-topic' }).click();
  await expect(page.getByText('3 sent')).toBeVisible();
  await expect(page.getByText('MD5 of 3 bodies unchecked: the endpoint returned none.')).toBeVisible();
  expect((await shop.receive(url)).map(({ Body }) => Body).sort()).toEqual(['first', 'third']);
});
