import { expect, expectAccessible, test } from './fixtures.ts';

test('the failures stand in the order of their urgency, also on the overview', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  // Kept for four hours: what is sent now is lost today.
  const urgent = await shop.createQueue('e2e-urgent-dlq', { MessageRetentionPeriod: '14400' });
  await shop.createQueue('e2e-urgent', {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:e2e-urgent-dlq',
      maxReceiveCount: 3,
    }),
  });
  await shop.send(urgent, ['{"order":1}']);
  await openQueue('e2e-urgent-dlq');
  await page.getByRole('button', { name: /^Look/ }).click();
  await expect(page.getByText('{"order":1}').first()).toBeVisible();
  await open('/failures');
  await page.getByRole('button', { name: 'List the queues again' }).click();
  const rows = page.getByRole('grid').getByRole('row');
  for (const words of ['e2e-urgent-dlq', /3 h 5\d m/, 'confirmed by SQS', 'kept shorter'])
    await expect(rows.nth(1)).toContainText(words);
  const title = /^e2e-urgent-dlq: Its oldest known message is lost at .*, in 3 h 5\d m/;
  await expect(page.getByText(title)).toBeVisible();
  await expect(rows.filter({ hasText: 'orders-dlq' })).toContainText('capture to see');
  await rows.nth(1).getByText('kept shorter').click();
  const panel = page.getByRole('complementary');
  await expect(panel.getByText('Messages may be gone on arrival.')).toBeVisible();
  const age = 'CloudWatch: since move, messages received 3+ times not counted';
  await expect(panel.getByText(age)).toBeVisible();
  await expectAccessible(page);
  await open('/');
  await expect(page.getByText(/^Messages are lost in 3 h 5\d m/)).toBeVisible();
});

test('a queue that nothing names stands among the failures while it is marked', async ({
  spillway: { page, open, openQueue },
  shop,
}) => {
  await shop.send(await shop.createQueue('e2e-lambda-failures'), ['{"error":"timeout"}']);
  await openQueue('e2e-lambda-failures');
  await page.getByRole('button', { name: 'More acts on this queue' }).click();
  await page.getByRole('menuitem', { name: 'Mark as dead-letter queue…' }).click();
  await page.getByRole('button', { name: 'Mark it' }).click();
  await open('/failures?q=e2e-lambda');
  await page.getByRole('button', { name: 'List the queues again' }).click();
  const marked = page.getByRole('row').filter({ hasText: 'e2e-lambda-failures' });
  await expect(marked).toContainText('marked by you: Lambda');
  await marked.getByRole('button', { name: 'Acts on e2e-lambda-failures' }).click();
  await page.getByRole('menuitem', { name: 'Remove the mark' }).click();
  await expect(marked).toBeHidden();
});

test('several dead-letter queues are redriven by SQS at once, and one is cancelled', async ({
  spillway: { page, open },
  shop,
}) => {
  for (const name of ['e2e-many-a', 'e2e-many-b', 'e2e-many-c']) await shop.createWithDlq(name, 5);
  const [a, b] = [await shop.createQueue('e2e-many-a-dlq'), await shop.createQueue('e2e-many-b-dlq')];
  const parked = await shop.createQueue('e2e-many-parked');
  await shop.send(a, ['one']);
  await shop.send(b, ['1', '2', '3', '4', '5', '6', '7', '8', '9']);
  await open('/failures?q=e2e-many');
  await page.getByRole('button', { name: 'List the queues again' }).click();
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(4);
  await page.getByRole('grid').getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Redrive 3 queues by AWS…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Redrive 3 dead-letter queues by AWS' });
  await dialog.getByText('All to one queue').click();
  await dialog.getByLabel('Destination queue').fill('e2e-many-parked');
  await dialog.getByText('Split over all').click();
  await dialog.getByLabel('Messages a second').fill('2');
  await expect(dialog.getByText('At least 3, one a second for each queue')).toBeVisible();
  await dialog.getByLabel('Messages a second').fill('3');
  await expect(dialog.getByText('empty, left out')).toBeVisible();
  await expect(
    dialog.getByText('About 10 messages of 2 queues: Sandbox, account 000000000000, us-east-1'),
  ).toBeVisible();
  await dialog.getByRole('button', { name: /Pre-flight of e2e-many-a-dlq/ }).click();
  await expect(dialog.getByText('The destination exists.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Redrive about 10 messages of 2 queues' }).click();
  await dialog.getByRole('button', { name: 'Cancel the task of e2e-many-b-dlq' }).click();
  const runs = dialog.getByRole('listitem');
  await expect(runs.filter({ hasText: 'e2e-many-b-dlq' })).toContainText('Cancelled', { timeout: 15_000 });
  await expect(runs.filter({ hasText: 'e2e-many-a-dlq' })).toContainText('Completed', { timeout: 15_000 });
  await expect(runs.filter({ hasText: 'e2e-many-a-dlq' })).toContainText('1 of 1');
  await expect.poll(() => shop.waiting(parked)).toBeGreaterThanOrEqual(1);
});

test.describe('on a guarded profile', () => {
  test.use({ alone: true });

  test('the name of the profile is typed once for all its queues', async ({
    spillway: { page, open },
    shop,
  }) => {
    for (const name of ['e2e-guard-a', 'e2e-guard-b']) {
      await shop.createQueue(`${name}-dlq`);
      const deadLetterTargetArn = `arn:aws:sqs:us-east-1:000000000000:${name}-dlq`;
      const source = await shop.createQueue(name, {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }),
        VisibilityTimeout: '0',
      });
      await shop.send(source, ['x']);
      await expect
        .poll(async () => {
          await shop.receive(source);
          return shop.waiting(await shop.createQueue(`${name}-dlq`));
        })
        .toBe(1);
    }
    await open('/settings/profiles/sandbox');
    const form = page.getByRole('form', { name: 'Sandbox' });
    await form.getByLabel('Guard').selectOption({ label: 'Confirm: asks before writes' });
    await form.getByRole('button', { name: 'Save profile' }).click();
    await expect(form.getByRole('button', { name: 'Save profile' })).toBeHidden();
    await open('/failures?q=e2e-guard');
    await page.getByRole('button', { name: 'List the queues again' }).click();
    await expect(page.getByRole('grid').getByRole('row')).toHaveCount(3);
    await page.getByRole('grid').getByRole('checkbox').first().click();
    await page.getByRole('button', { name: 'Redrive 2 queues by AWS…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('its queues e2e-guard-a-dlq, e2e-guard-b-dlq')).toBeVisible();
    const start = dialog.getByRole('button', { name: 'Redrive about 2 messages of 2 queues' });
    await expect(start).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByPlaceholder('sandbox').fill('sandbox');
    await start.click();
    await expect(dialog.getByText('Completed')).toHaveCount(2, { timeout: 15_000 });
    await expect(dialog.getByText('1 of 1')).toHaveCount(2);
  });
});
