import { expect, expectAccessible, test } from './fixtures.ts';

/** Every page, with what must be there before it counts as shown, and the language and theme it is shown in besides. */
const pages = [
  { path: '/', ready: 'orders-dlq', besides: ['ko', 'dark'] },
  { path: '/queues', ready: 'orders-dlq', besides: ['en', 'dark'] },
  { path: '/queues/sandbox/us-east-1/orders-dlq/messages', ready: 'orders-dlq', besides: ['ko', 'dark'] },
  { path: '/queues/sandbox/us-east-1/payments.fifo/send', ready: 'payments.fifo', besides: ['ko', 'light'] },
  {
    path: '/queues/sandbox/us-east-1/orders/configuration',
    ready: 'VisibilityTimeout',
    besides: ['en', 'dark'],
  },
  { path: '/queues/sandbox/us-east-1/orders/policy', ready: '"Statement"', besides: ['ko', 'dark'] },
  { path: '/topics', ready: 'order-events', besides: ['ko', 'light'] },
  { path: '/topics/sandbox/us-east-1/order-events/subscriptions', ready: 'sqs', besides: ['en', 'dark'] },
  { path: '/topics/sandbox/us-east-1/ledger.fifo/publish', ready: 'ledger.fifo', besides: ['ko', 'dark'] },
  {
    path: '/topics/sandbox/us-east-1/ledger.fifo/configuration',
    ready: 'TopicArn',
    besides: ['ko', 'light'],
  },
  { path: '/failures', ready: 'orders-dlq', besides: ['en', 'dark'] },
  { path: '/failures/sandbox/us-east-1/orders-dlq', ready: 'orders-dlq', besides: ['ko', 'dark'] },
  {
    path: '/failures/sandbox/us-east-1/orders-dlq/redrive',
    ready: 'orders',
    besides: ['ko', 'dark'],
  },
  { path: '/captures', ready: null, besides: ['ko', 'dark'] },
  { path: '/captures/parked', ready: null, besides: ['ko', 'dark'] },
  { path: '/jobs', ready: null, besides: ['ko', 'dark'] },
  { path: '/activity', ready: null, besides: ['ko', 'dark'] },
  { path: '/settings/profiles/sandbox', ready: '000000000000', besides: ['ko', 'dark'] },
  { path: '/settings/new-profile', ready: null, besides: ['ko', 'dark'] },
  { path: '/settings', ready: '000000000000', besides: ['ko', 'light'] },
] as const;

for (const { path, ready, besides } of pages) {
  const [language, theme] = besides;
  test(`${path} can be used by everybody, in English and light`, async ({ spillway: { page, open } }) => {
    await open(path);
    if (ready) await expect(page.getByText(ready).first()).toBeVisible();
    await expectAccessible(page);
  });

  test.describe(`in ${language} and ${theme}`, () => {
    test.use({ locale: language === 'ko' ? 'ko-KR' : 'en-US', colorScheme: theme });
    test(`${path} can be used by everybody`, async ({ spillway: { page, open } }) => {
      await open(path);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      if (ready) await expect(page.getByText(ready).first()).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('with a Korean browser', () => {
  test.use({ locale: 'ko-KR' });
  test('the console speaks Korean', async ({ spillway: { page, open } }) => {
    await open('/queues');
    await expect(page.getByRole('heading', { level: 1, name: '대기열' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: '보존' })).toBeVisible();
  });
});

test('what is selected or asked can be used by everybody', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  await open('/queues');
  await page.getByRole('grid').getByText('orders', { exact: true }).click();
  await expect(page.getByRole('complementary').getByText('team checkout')).toBeVisible();
  await expectAccessible(page);
  const url = await shop.createWithDlq('e2e-axe', 2);
  await shop.send(url, ['{"a":[1,2]}']);
  await openQueue('e2e-axe');
  await page.getByLabel('then').selectOption({ label: 'keep hold for 5 m' });
  await page.getByRole('button', { name: 'Look, costs 1 receive' }).click();
  await expect(page.getByRole('complementary').getByText('Decoded')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Look all the same…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
});
