import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { startSts, wrongCode } from '../support/sts.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

test.use({ alone: true });

/** Puts a profile in view, and gives the switcher back. */
async function putInView(page: Page, profile: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose what is in view' }).click();
  const switcher = page.getByRole('dialog', { name: 'Profiles and regions in view' });
  await switcher.getByRole('searchbox').fill(profile);
  await switcher
    .getByRole('group', { name: profile, exact: true })
    .getByRole('checkbox', { name: profile })
    .check();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(switcher).toBeHidden();
}

test('a profile for another endpoint is made from a preset, tested, edited and removed', async ({
  spillway: { page, open },
  shop,
}) => {
  await open('/settings/new-profile');
  await page.getByText('Another endpoint').click();
  await page.getByRole('radio', { name: /^ElasticMQ/ }).check();
  await expect(page.getByLabel('Endpoint', { exact: true })).toHaveValue('http://localhost:9324');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('elasticmq');
  await page.getByLabel('Name', { exact: true }).fill('sandbox');
  await page.getByLabel('Endpoint', { exact: true }).fill('nowhere');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('A profile has this name.')).toBeVisible();
  await expect(page.getByLabel('Endpoint', { exact: true })).toHaveAccessibleDescription(/is written like/);
  await expect(page.getByText(/^The keys are kept in/)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('peer');
  await page.getByLabel('Endpoint', { exact: true }).fill(shop.endpoint);
  await expect(page.getByLabel('Secret access key')).toHaveAttribute('type', 'password');
  await page.getByLabel('Secret access key').fill('s3cret-of-mine');
  await page.getByRole('button', { name: 'Save profile' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'peer' })).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(/^Answered at/)).toBeVisible();
  await expect(page.getByText('arn:aws:iam::000000000000:root')).toBeVisible();
  await expect(page.getByText(shop.endpoint).first()).toBeVisible();
  await expect(page.getByText('Leave empty to keep the saved keys.')).toBeVisible();
  expect(await page.content()).not.toContain('s3cret-of-mine');

  await open('/queues');
  const rows = page.getByRole('row').filter({ hasText: 'orders-dlq' });
  await expect(rows).toHaveCount(2);
  await open('/settings/profiles/peer');
  await page.getByRole('button', { name: 'Remove the profile…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the profile' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('table').getByText('peer', { exact: true })).toBeHidden();
});

test('an MFA code signs in, and what failed for want of it is read again', async ({
  spillway: { page, open, host },
  shop,
}) => {
  const sts = await startSts(
    () => Date.now() + 10 * 60_000,
    ({ TokenCode }) => (TokenCode === '111111' ? wrongCode : undefined),
  );
  await writeFile(host.awsFiles.credentials, '[keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n');
  await writeFile(
    host.awsFiles.config,
    '[services local]\n' +
      `sts =\n  endpoint_url = ${sts.url}\nsqs =\n  endpoint_url = ${shop.endpoint}\nsns =\n  endpoint_url = ${shop.endpoint}\n` +
      '[profile shop-prod]\nregion = us-east-1\nservices = local\nsource_profile = keys\n' +
      'role_arn = arn:aws:iam::111122223333:role/Support\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n',
  );
  await open('/queues');
  await page.reload();
  await putInView(page, 'shop-prod');
  const note = page.getByRole('alert').filter({ hasText: 'The profile asks for an MFA code.' });
  await note.getByRole('button', { name: 'Enter code' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in with an MFA code' });
  await expect(dialog).toContainText('arn:aws:iam::111122223333:mfa/me');
  const code = dialog.getByLabel('Six digits');
  await code.fill('12345');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('A code has six digits.')).toBeVisible();
  await code.fill('111111');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('AWS refused the code');
  await code.fill('222222');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(note).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: 'orders-dlq' })).toHaveCount(2);
  // Ten minutes are left: a warning, in words.
  const segment = page.getByRole('banner').getByRole('button', { name: /^Production/ });
  await expect(segment).toContainText(/signed in, 9 m \d+ s left/);
  await segment.click();
  await expect(page.getByRole('dialog').getByText('assumed-role/Support/spillway')).toBeVisible();
  await expectAccessible(page);
  await sts.close();
});

test('broken AWS files are named with their lines, and an ended SSO session with its command', async ({
  spillway: { page, open, host },
}) => {
  await writeFile(
    host.awsFiles.config,
    '[profile pay-prod]\nregion = eu-central-1\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Support\n' +
      '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n' +
      '[profilo typo]\nthis is nothing\n',
  );
  await open('/settings');
  await page.reload();
  const problems = page.locator('#profiles');
  await expect(problems.getByText(/Line 9: \[profilo typo\] is ignored/)).toBeVisible();
  await expect(problems.getByText(/Line 10: neither a section nor a setting/)).toBeVisible();
  await expect(problems.getByText(host.awsFiles.config).first()).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'pay-prod' });
  await expect(row).toContainText('123456789012');
  await expect(row).toContainText('asks first');
  await row.getByRole('link', { name: 'pay-prod' }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  const note = page.getByRole('alert');
  await expect(note).toContainText('The SSO session has ended.');
  await expect(note.getByText('aws sso login --profile pay-prod', { exact: true })).toBeVisible();
  await expect(note.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Redrive' }).check();
  const policy = page.getByRole('region', { name: 'Policy document' });
  await expect(policy).toContainText('arn:aws:sqs:eu-central-1:123456789012:*');
  await expect(policy).toContainText('sqs:StartMessageMoveTask');
});

test('what is in view is saved under a name, and a key brings it back', async ({
  spillway: { page, open, host },
  shop,
}) => {
  await writeFile(host.awsFiles.credentials, '[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
  await writeFile(
    host.awsFiles.config,
    `[profile local]\nregion = us-east-1\nendpoint_url = ${shop.endpoint}\n`,
  );
  await open('/');
  await page.reload();
  // A newcomer is told what can be put in view.
  await page.getByRole('button', { name: /^local/ }).click();
  const nav = page.getByRole('navigation', { name: 'Places' });
  await expect(nav.getByText('2 profiles, 2 scopes')).toBeVisible();
  await page.getByRole('button', { name: 'Choose what is in view' }).click();
  const switcher = page.getByRole('dialog', { name: 'Profiles and regions in view' });
  await switcher.getByRole('button', { name: 'Save as workspace…' }).click();
  await switcher.getByRole('textbox', { name: 'Name of the workspace' }).fill('Both');
  await page.keyboard.press('Enter');
  await expect(switcher.getByRole('button', { name: 'Both', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expectAccessible(page);
  // By the keyboard: down to the first profile, and its box off.
  await switcher.getByRole('searchbox').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(switcher.getByText(/^1 profile, 1 scope,/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(nav.getByText('Sandbox', { exact: true })).toBeVisible();
  await page.reload();
  // A key counts once the settings are there.
  await expect(nav.getByText('Sandbox', { exact: true })).toBeVisible();
  await page.keyboard.press('Alt+1');
  await expect(nav.getByText('Both', { exact: true })).toBeVisible();
  await expect(page.getByText(/\d+ AWS calls in the last minute/)).toBeVisible();
});

test('the palette reaches a profile, and the acts of a queue', async ({ spillway: { page, open } }) => {
  await open('/queues');
  await expect(page.getByRole('grid', { name: 'Queues' }).getByText('orders-dlq')).toBeVisible();
  const palette = page.getByRole('dialog', { name: 'Find or run anything' });
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('send orders');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Send to orders…');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'orders' })).toBeVisible();
  await expect(page).toHaveURL(/\/send$/);
  await page.keyboard.press('Control+k');
  await palette.getByRole('combobox').fill('profile sand');
  await palette.getByRole('option', { name: /^Profile Sandbox/ }).click();
  await expect(page.getByRole('button', { name: 'Test connection' })).toBeVisible();
  // The acts of the row that is selected, by one key.
  await open('/queues?q=shipping');
  await page.getByRole('grid').getByText('shipping', { exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'shipping' })).toBeVisible();
  await page.keyboard.press('.');
  await expect(page.getByRole('menu')).toBeVisible();
});

test('a strip of many environments keeps each in its own segment, with the time that is left', async ({
  spillway: { page, open, host },
  shop,
}) => {
  const sts = await startSts(() => Date.now() + 14 * 60_000);
  await writeFile(host.awsFiles.credentials, '[keys]\naws_access_key_id = AKIA\naws_secret_access_key = x\n');
  const names = ['warehouse-north-prod', 'warehouse-north-staging', 'warehouse-north'];
  await writeFile(
    host.awsFiles.config,
    `[services local]\nsts =\n  endpoint_url = ${sts.url}\nsqs =\n  endpoint_url = ${shop.endpoint}\nsns =\n  endpoint_url = ${shop.endpoint}\n` +
      names
        .map(
          (name) =>
            `[profile ${name}]\nregion = us-east-1\nservices = local\nsource_profile = keys\nrole_arn = arn:aws:iam::111122223333:role/Support\n`,
        )
        .join(''),
  );
  await page.setViewportSize({ width: 1280, height: 800 });
  await open('/queues');
  await page.reload();
  for (const name of names) await putInView(page, name);
  const segments = page.getByRole('banner').getByRole('button');
  await expect(segments).toHaveCount(4);
  await expect(segments.filter({ hasText: /signed in, 1\d m \d+ s left/ })).toHaveCount(3);
  const spills = await segments.evaluateAll((all) =>
    all.map((one) => Math.max(0, one.scrollWidth - one.clientWidth)),
  );
  expect(spills).toEqual([0, 0, 0, 0]);
  await sts.close();
});
