import { expect, test } from './fixtures.ts';

test('what is published arrives in the subscribed queue when the filter lets it pass', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  await shop.createTopicWithQueue('e2e-topic', 'e2e-subscribed');
  await open('/topics/sandbox/us-east-1/e2e-topic/publish');
  const message = page.getByRole('textbox', { name: 'Message', exact: true });
  const publish = page.getByRole('button', { name: 'Publish 1 message to e2e-topic' });
  await message.fill('{"order":1}');
  await publish.click();
  await expect(page.getByText(/^Published at/)).toHaveCount(1);
  await message.fill('{"order":2}');
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByLabel('Name of attribute 1').fill('kind');
  await page.getByLabel('Value of attribute 1').fill('wanted');
  await publish.click();
  await expect(page.getByText(/^Published at/)).toHaveCount(2);
  await openQueue('e2e-subscribed');
  await page.getByRole('button', { name: 'Look, costs 1 receive' }).click();
  const grid = page.getByRole('grid');
  await expect(grid.getByText('{"order":2}')).toBeVisible();
  await expect(grid.getByText('{"order":1}')).toHaveCount(0);
});

test('a text per protocol needs a default, and both forms are kept', async ({ spillway: { page, open } }) => {
  await open('/topics/sandbox/us-east-1/order-events/publish');
  const message = page.getByRole('textbox', { name: 'Message', exact: true });
  await message.fill('plain one');
  await page.getByText('Per protocol', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Text for default' }).fill('for all');
  await page.getByRole('combobox', { name: 'Add protocol' }).selectOption('sqs');
  await page.getByRole('textbox', { name: 'Text for sqs' }).fill('for queues');
  await page.getByText('JSON', { exact: true }).click();
  await expect(message).toContainText('"sqs": "for queues"');
  await message.fill('{"sqs":"x"}');
  await expect(page.getByText('The object needs a text named default.')).toBeVisible();
  await page.getByText('Plain', { exact: true }).click();
  await expect(message).toContainText('plain one');
});

test('subscriptions show protocol, state, form and filter', async ({ spillway: { page, open } }) => {
  await open('/topics');
  await page.getByRole('grid', { name: 'Topics' }).getByText('order-events', { exact: true }).dblclick();
  const grid = page.getByRole('grid', { name: 'Subscriptions' });
  await expect(grid.getByText('pending', { exact: true })).toBeVisible();
  await grid.getByText('arn:aws:sqs:us-east-1:000000000000:orders', { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'orders' });
  await expect(inspector).toContainText('raw, the message alone');
  await expect(inspector.getByLabel('Filter policy')).toContainText('eventType');
  await inspector.getByRole('link', { name: 'arn:aws:sqs:us-east-1:000000000000:orders' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'orders' })).toBeVisible();
});
