import { expect, test, type Console } from './fixtures.ts';

test.use({ alone: true });

async function guard({ page, open }: Console, words: string): Promise<void> {
  await open('/settings/profiles/sandbox');
  const form = page.getByRole('form', { name: 'Sandbox' });
  await form.getByLabel('Guard').selectOption({ label: words });
  await form.getByRole('button', { name: 'Save profile' }).click();
  await expect(form.getByRole('button', { name: 'Save profile' })).toBeHidden();
}

test('a guarded profile asks before a send and sends nothing when one backs out', async ({
  spillway,
  shop,
}) => {
  const { page, openQueue } = spillway;
  const url = await shop.createQueue('e2e-guarded');
  await guard(spillway, 'Confirm: asks before writes');
  await openQueue('e2e-guarded', 'send');
  await page.getByRole('textbox', { name: 'Body' }).fill('asked first');
  await page.getByRole('button', { name: /^Send 1 message/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('e2e-guarded');
  await expect(dialog).toContainText('us-east-1');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  expect(await shop.waiting(url)).toBe(0);
  await expect(page.getByRole('textbox', { name: 'Body' })).toContainText('asked first');
  await page.getByRole('button', { name: /^Send 1 message/ }).click();
  await dialog.getByRole('button', { name: 'Send 1 message' }).click();
  await expect(page.getByText(/^Sent at/)).toBeVisible();
  expect(await shop.waiting(url)).toBe(1);
});

test('a look into a guarded profile is asked once for each queue', async ({ spillway, shop }) => {
  const { page, openQueue } = spillway;
  await shop.send(await shop.createQueue('e2e-guarded-look'), ['x']);
  await guard(spillway, 'Confirm: asks before writes');
  await openQueue('e2e-guarded-look');
  const look = page.getByRole('button', { name: 'Look, costs 1 receive' });
  await look.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Look', exact: true }).click();
  await expect(page.getByText(/^The last look received 1 message and released 1/)).toBeVisible();
  await look.click();
  await expect(page.getByText('received 2 times')).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a read-only profile refuses, and says where that is changed', async ({ spillway, shop }) => {
  const { page, openQueue } = spillway;
  const url = await shop.createQueue('e2e-read-only');
  await guard(spillway, 'Read only: refuses writes');
  await openQueue('e2e-read-only', 'send');
  await page.getByRole('textbox', { name: 'Body' }).fill('never');
  await page.getByRole('button', { name: /^Send 1 message/ }).click();
  await expect(page.getByRole('alert')).toContainText('The profile is guarded as read-only.');
  expect(await shop.waiting(url)).toBe(0);
});
