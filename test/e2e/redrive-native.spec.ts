import { expect, expectAccessible, test } from './fixtures.ts';

test('a dead-letter queue is redriven by SQS to another queue, and its counts arrive', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  await shop.createWithDlq('e2e-native', 5);
  const dlq = await shop.createQueue('e2e-native-dlq');
  const parked = await shop.createQueue('e2e-native-parked');
  await shop.send(dlq, ['one', 'two', 'three']);
  await openQueue('e2e-native-dlq', 'redrive');
  const rules = page.getByRole('list', { name: 'Pre-flight' });
  await expect(rules.getByText('SQS queues that name it as their dead-letter queue: 1.')).toBeVisible();
  await page.getByText('To another queue', { exact: true }).click();
  await page.getByLabel('Destination queue').fill('e2e-native-parked');
  await expect(rules.getByText('The destination exists.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Redrive…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Redrive e2e-native-dlq?' });
  await expect(dialog.getByText('000000000000')).toBeVisible();
  await dialog.getByRole('button', { name: 'Redrive about 3 messages' }).click();
  const history = page.getByRole('region', { name: 'Last tasks' }).getByRole('table');
  await expect(history.getByText('Completed')).toBeVisible({ timeout: 15_000 });
  await expect(history.getByText('3 / 3')).toBeVisible();
  await expect.poll(() => shop.waiting(parked)).toBe(3);
  await expect.poll(() => shop.waiting(dlq)).toBe(0);
  await expectAccessible(page);
});

test('a queue that is no dead-letter queue says what would make it one', async ({
  spillway: { page, openQueue },
}) => {
  await openQueue('audit-log', 'redrive');
  await expect(page.getByText('audit-log is no dead-letter queue of SQS')).toBeVisible();
  await expectAccessible(page);
});

test('the numbers of a task stay in sight beside the longest name, and a running one is cancelled', async ({
  spillway: { page, openQueue },
  shop,
}) => {
  await shop.createWithDlq('e2e-slow', 5);
  const dlq = await shop.createQueue('e2e-slow-dlq');
  const longest = `e2e-${'long-'.repeat(15)}q`;
  await shop.createQueue(longest);
  await shop.send(dlq, ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']);
  await page.setViewportSize({ width: 1280, height: 800 });
  await openQueue('e2e-slow-dlq', 'redrive');
  await page.getByText('To another queue', { exact: true }).click();
  await page.getByLabel('Destination queue').fill(longest);
  await page.getByLabel('Messages a second').fill('1');
  await page.getByRole('button', { name: 'Redrive…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Redrive about 8 messages' }).click();
  const history = page.getByRole('region', { name: 'Last tasks' }).getByRole('table');
  await expect(history.getByText('Running')).toBeVisible();
  await expect(history.getByText('1/s')).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Cancel the task' }).click();
  await expect(history.getByText('Cancelled')).toBeVisible({ timeout: 15_000 });
});
