import { expect, test } from './fixtures.ts';

test.use({ alone: true });

test('a lost host is said, and what was read stays in view', async ({
  spillway: { page, host, open, allow },
}) => {
  allow(/WebSocket|ERR_CONNECTION_REFUSED/);
  await open('/queues');
  const grid = page.getByRole('grid', { name: 'Queues' });
  await expect(grid.getByText('orders-dlq', { exact: true })).toBeVisible();
  await host.kill();
  await expect(page.getByText('The connection to the host was lost.')).toBeVisible();
  await expect(grid.getByText('orders-dlq', { exact: true })).toBeVisible();
});
