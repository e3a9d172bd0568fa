import { writeFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './fixtures.ts';

test.use({ alone: true });

test('an endpoint that cannot be reached is never shown as one that holds nothing', async ({
  spillway: { page, open, host },
}) => {
  await writeFile(host.awsFiles.credentials, '[gone]\naws_access_key_id = a\naws_secret_access_key = b\n');
  // Port 9 discards: nobody listens there.
  await writeFile(
    host.awsFiles.config,
    '[profile gone]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:9\n',
  );
  await open('/queues');
  await page.reload();
  await page.getByRole('button', { name: 'Choose what is in view' }).click();
  const switcher = page.getByRole('dialog', { name: 'Profiles and regions in view' });
  for (const name of ['gone', 'Sandbox'])
    await switcher.getByRole('group', { name, exact: true }).getByRole('checkbox', { name }).click();
  await page.keyboard.press('Escape');
  for (const [place, claim] of [
    ['queues', 'No queues in these scopes.'],
    ['topics', 'No topics in these scopes.'],
    ['failures', 'No dead-letter queues.'],
  ] as const) {
    await open(`/${place}`);
    await expect(page.getByText('The list could not be read.')).toBeVisible();
    await expect(page.getByText(claim)).toBeHidden();
    await expect(page.getByRole('alert')).toContainText('The endpoint could not be reached.');
  }
  await open('/');
  await expect(page.getByText('1 to act on now,')).toBeVisible();
  await expect(page.getByText('The list could not be read.')).toBeVisible();
  await expect(page.getByText(/queues are healthy/)).toBeHidden();
  await expectAccessible(page);
  await open('/settings/profiles/gone');
  await expect(page.getByText(/^Nothing is known: no call that was tried/)).toBeVisible();
  await expect(page.getByText('It lacks nothing that was asked for.')).toBeHidden();
});
