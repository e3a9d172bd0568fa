import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures.ts';

const act = { name: 'Look, costs 1 receive' };

test('a look shows what was received, spends one receive and releases at once', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createWithDlq('e2e-peek', 5);
  const precise = '{"id":12345678901234567890,"price":1.10,"name":"\\u00e9"}';
  await shop.send(url, [precise, 'plain text']);
  await openQueue('e2e-peek');
  const budget = page.getByRole('region', { name: 'Receive budget' });
  await expect(budget).toContainText('moves to e2e-peek-dlq after 5');
  await expect(budget).toContainText('Not known yet');
  await page.getByRole('button', act).click();
  await expect(budget).toContainText('1 of 5 used');
  await expect(page.getByRole('region', { name: 'The next look' })).toContainText('1 of 5 becomes 2 of 5');
  await page.getByRole('grid').getByText('12345678901234567890').click();
  const shown = page.getByLabel('Body of the message');
  await expect(shown).toContainText('12345678901234567890');
  await expect(shown).toContainText('1.10');
  await expect(shown).toContainText('\\u00e9');
  await expect.poll(() => shop.waiting(url)).toBe(2);
  // A second sight of the same costs nothing.
  await page.reload();
  await expect(page.getByRole('grid').getByText('plain text')).toBeVisible();
  await expect(budget).toContainText('1 of 5 used');
});

test('a look that would dead-letter a message is refused, and done only when it is meant', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createWithDlq('e2e-spent', 2);
  await shop.send(url, ['one']);
  await openQueue('e2e-spent');
  await page.getByRole('button', act).click();
  await expect(page.getByText('1 of 2 used')).toBeVisible();
  const refusal = page.getByText('A look would move messages to e2e-spent-dlq.');
  await expect(refusal).toBeVisible();
  await expect(page.getByRole('button', act)).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Look all the same…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('e2e-spent-dlq');
  await dialog.getByRole('button', { name: 'Look at up to 10' }).click();
  await expect(page.getByText('2 of 2 used')).toBeVisible();
});

test('messages can be kept held, with a countdown, and released', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-hold');
  await shop.send(url, ['held']);
  await openQueue('e2e-hold');
  await page.getByLabel('then').selectOption({ label: 'keep hold for 1 m' });
  await page.getByRole('button', act).click();
  const bar = page.getByRole('group', { name: 'Kept hold' });
  await expect(bar).toContainText('You keep 1 message held.');
  await expect(bar.getByRole('timer')).toContainText(/0:5\d/);
  expect(await shop.waiting(url)).toBe(0);
  await bar.getByLabel('Hold longer').selectOption({ label: '5 m more' });
  await expect(bar.getByRole('timer')).toContainText(/5:5\d/);
  await bar.getByRole('button', { name: 'Release now' }).click();
  await expect(bar).toBeHidden();
  await expect.poll(() => shop.waiting(url)).toBe(1);
});

test('an empty answer does not claim that the queue is empty', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  await shop.createQueue('e2e-empty');
  await openQueue('e2e-empty');
  await page.getByRole('button', act).click();
  await expect(page.getByText('SQS returned nothing; that does not prove the queue is empty.')).toBeVisible();
});

test('a look into a FIFO queue says what it stalls', async ({ spillway: { page, openQueue } }) => {
  await openQueue('payments-dlq.fifo');
  await expect(page.getByText('A look stalls message groups.')).toBeVisible();
  await page.getByRole('button', act).click();
  await expect(page.getByRole('columnheader', { name: 'Group' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('acct-');
});

test('what was seen is filtered by any text of it', async ({ spillway: { page, openQueue }, shop }) => {
  const url = await shop.createQueue('e2e-filter');
  await shop.send(url, ['{"city":"서울"}', '{"city":"Berlin"}']);
  await openQueue('e2e-filter');
  await page.getByRole('button', act).click();
  const grid = page.getByRole('grid');
  await expect(grid.getByText('Berlin')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter what was seen' }).fill('서울');
  await expect(grid.getByText('Berlin')).toBeHidden();
  await expect(grid.getByText('서울')).toBeVisible();
});

test('a packed body is unwrapped layer by layer, and found by what is inside', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-layers');
  const packed = gzipSync('{"orderId":12345678901234567890,"city":"Lisbon"}').toString('base64');
  const envelope = {
    Type: 'Notification',
    MessageId: 'm-1',
    TopicArn: 'arn:aws:sns:us-east-1:000000000000:order-events',
    Message: packed,
    MessageAttributes: { kind: { Type: 'String', Value: 'order.paid' } },
  };
  await shop.send(url, [JSON.stringify(envelope), '<script>alert("x")</script> \u202eabc']);
  await openQueue('e2e-layers');
  await page.getByRole('button', act).click();
  const grid = page.getByRole('grid');
  await expect(grid.getByText('<script>alert("x")</script> \\u{202e}abc')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter what was seen' }).fill('lisbon');
  await expect(page.getByText('1 of 2 seen.')).toBeVisible();
  await grid.getByText('Lisbon', { exact: true }).click();
  const layers = page.getByRole('list', { name: 'Layers of the body' });
  await expect(layers.getByRole('button')).toHaveText(['SNS envelope', 'base64', 'gzip', 'JSON']);
  const body = page.getByLabel('Body of the message');
  await expect(body).toContainText('12345678901234567890');
  await layers.getByRole('button', { name: 'gzip' }).click();
  await expect(body).toContainText('00000000  1f 8b 08');
  await page.locator('label', { hasText: 'Raw' }).click();
  await expect(body).toContainText('"Type":"Notification"');
  await page.locator('label', { hasText: 'Attributes' }).click();
  await expect(page.getByRole('region', { name: 'Attributes' })).toContainText('order.paid');
});

test('chosen messages are deleted after a question that names the cost, and shown as deleted', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-delete');
  await shop.send(url, ['one', 'two', 'three']);
  await openQueue('e2e-delete');
  await page.getByRole('button', act).click();
  const grid = page.getByRole('grid');
  await expect(grid.getByText('three')).toBeVisible();
  for (const body of ['one', 'two'])
    await grid.getByRole('row').filter({ hasText: body }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Delete 2 messages…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('To be received again first: 2');
  await dialog.getByRole('button', { name: 'Delete 2' }).click();
  await expect(page.getByText('2 messages were deleted.')).toBeVisible();
  await expect(grid.getByRole('img', { name: 'Deleted here' })).toHaveCount(2);
  await expect.poll(() => shop.waiting(url)).toBe(1);
  await page.keyboard.press('j');
  await expect(page.getByRole('complementary')).toBeVisible();
});

test('a body of 1 MiB opens at once in part, and whole when it is asked for', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-large');
  await shop.send(url, [`{"start":1,"text":"${'<b>é</b> '.repeat(90_000)}","end":"the very end"}`]);
  await openQueue('e2e-large');
  await page.getByRole('button', act).click();
  const body = page.getByLabel('Body of the message');
  await expect(body).toContainText('"start"');
  await expect(page.getByText(/^The first 262,144 of/)).toBeVisible();
  const find = page.getByRole('searchbox', { name: 'Find in the body' });
  await find.fill('the very end');
  await expect(page.getByText('not found')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  await expect(body).toContainText('the very end');
});

test('bytes that are no text are dumped in unbroken columns', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-bytes');
  const bytes = Buffer.from([0xff, 0xfe, 0, 0x80, ...Array.from({ length: 64 }, (_, at) => (at * 37) % 256)]);
  await shop.send(url, [bytes.toString('base64')]);
  await openQueue('e2e-bytes');
  await page.getByRole('button', act).click();
  await page.getByRole('grid').getByText('//4AgA').click();
  await expect(page.getByText('Not UTF-8: shown byte by byte.')).toBeVisible();
  const line = page.getByLabel('Body of the message').locator('.cm-line').first();
  await expect(line).toHaveText(
    '00000000  ff fe 00 80 00 25 4a 6f  94 b9 de 03 28 4d 72 97  .....%Jo....(Mr.',
  );
  expect((await line.boundingBox())?.height).toBeLessThan(24);
});

test('a queue that was deleted meanwhile keeps what was seen, and its end is said once by the look', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  const url = await shop.createQueue('e2e-ended');
  await shop.send(url, ['seen before']);
  await openQueue('e2e-ended');
  await page.getByRole('button', act).click();
  await expect(page.getByRole('grid').getByText('seen before')).toBeVisible();
  await shop.deleteQueue(url);
  await page.getByRole('button', act).click();
  await expect(page.getByText('e2e-ended does not exist here.')).toBeVisible();
  await expect(page.getByText(/^Look: AWS does not know this resource/)).toBeVisible();
  await expect(page.getByText(/^Reading what was seen/)).toHaveCount(0);
  await expect(page.getByRole('grid').getByText('seen before')).toBeVisible();
});
