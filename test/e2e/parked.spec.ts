import path from 'node:path';
import { openStore } from '../../electron/backend/store/store.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import type { WebHost } from './web-host.ts';

const scope = { profile: 'sandbox', region: 'us-east-1' };

/** As a job that parked them leaves them. */
function park(host: WebHost, queueUrl: string, bodies: readonly string[]): void {
  const store = openStore(path.join(path.dirname(host.awsFiles.config), 'data'));
  const rows = bodies.map((body, n) => ({
    messageId: `${queueUrl.split('/').at(-1)}-${n}`,
    content: { body, attributes: {}, groupId: null, traceHeader: null },
    system: { SentTimestamp: String(Date.now() - 60_000), ApproximateReceiveCount: '3' },
    size: body.length,
    reason: 'card declined',
  }));
  store.parked.put({ scope, queueUrl }, rows, { job: 'e2e', at: Date.now(), check: () => undefined });
  store.close();
}

test('a parked message is found, noted and sent back to its queue, and the plan says how', async ({
  spillway: { page, host, open },
  shop,
}) => {
  const url = await shop.createQueue('e2e-parked');
  park(host, url, ['{"order":"prk-1","why":"timeout"}', '{"order":"prk-2","why":"서울"}']);
  await open('/captures');
  await page.getByRole('link', { name: 'Parked' }).click();
  await page.getByRole('searchbox', { name: 'Search in parked messages' }).fill('서울');
  const grid = page.getByRole('grid', { name: 'Parked' });
  await expect(grid.locator('mark')).toHaveText('서울');
  await grid.getByText('prk-2').click();
  await expect(page).toHaveURL(/\/captures\/parked\/\d+\?q=/);
  const panel = page.getByRole('complementary').last();
  await expect(panel).toContainText('card declined');
  await panel.getByLabel('Note').fill('Mended in 4.18.1');
  await panel.getByLabel('Note').press('Enter');
  await page.getByRole('searchbox', { name: 'Search in parked messages' }).fill('mended');
  await expect(grid.getByText('prk-2')).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('button', { name: 'Restore…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Restore 1 message of e2e-parked' });
  await expect(dialog.getByText(/^1 message, \d+ B, is sent to e2e-parked\.$/)).toBeVisible();
  await expect(dialog.getByText('What is refused stays parked.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Restore 1 message' }).click();
  const job = page.getByRole('heading', { level: 1, name: 'Restore parked messages to e2e-parked' });
  await expect(job).toBeVisible();
  await expect.poll(() => shop.waiting(url)).toBe(1);
  await open('/captures/parked?q=prk-');
  await expect(grid.getByText('prk-1')).toBeVisible();
  await expect(grid.getByText('prk-2')).toBeHidden();
});

test('parked messages are deleted for good only after their number and place were named', async ({
  spillway: { page, host, open },
  shop,
}) => {
  const url = await shop.createQueue('e2e-dropped');
  park(host, url, ['drop-1', 'drop-2']);
  await open(`/captures/parked?queue=${encodeURIComponent(`sandbox us-east-1 ${url}`)}`);
  const grid = page.getByRole('grid', { name: 'Parked' });
  await expect(grid.getByText('drop-2')).toBeVisible();
  await page.getByRole('button', { name: 'Delete 2' }).click();
  const question = page.getByRole('dialog', { name: 'Delete parked messages for good?' });
  await expect(question).toContainText('e2e-dropped');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Delete 2 for good' }).click();
  await expect(grid.getByText('drop-2')).toBeHidden();
  expect(await shop.waiting(url)).toBe(0);
});
