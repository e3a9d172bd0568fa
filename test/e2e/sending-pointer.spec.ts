import { writeFile } from 'node:fs/promises';
import { startFauxqs } from 'fauxqs';
import { AwsShop } from './aws-shop.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

test.use({ alone: true });

test('the object of a message that was refused is named, deleted, and stays told as deleted', async ({
  spillway: { page, host, open },
}) => {
  const server = await startFauxqs({ port: 0, logger: false });
  server.createBucket('payloads');
  const endpoint = `http://127.0.0.1:${server.port}`;
  const shop = new AwsShop(endpoint);
  const url = await shop.createQueue('e2e-pointer');
  await writeFile(host.awsFiles.credentials, '[local]\naws_access_key_id = a\naws_secret_access_key = b\n');
  await writeFile(host.awsFiles.config, `[profile local]\nregion = us-east-1\nendpoint_url = ${endpoint}\n`);
  await page.reload();
  await open('/queues/local/us-east-1/e2e-pointer/send');
  await page.getByRole('textbox', { name: 'Body' }).fill('{"order": 1}');
  await page.getByRole('checkbox', { name: 'Put the body into S3 and send a pointer' }).check();
  await page.getByLabel('Bucket').fill('payloads');
  await page.getByLabel('Key prefix').fill('orders/');
  await shop.deleteQueue(url);
  await page.getByRole('button', { name: 'Send 1 message to e2e-pointer' }).click();
  await expect(page.getByText('The message was not confirmed; its body may still lie in S3.')).toBeVisible();
  const address = await page.getByText(/^s3:\/\/payloads\/orders\//).innerText();
  await page.getByRole('button', { name: 'Delete the object' }).click();
  const question = page.getByRole('dialog', { name: 'Delete this object from S3?' });
  // The last part of a key alone does not say which object it is.
  await expect(question).toContainText(address);
  await question.getByRole('button', { name: 'Delete the object' }).click();
  await expect(page.getByText('The object was deleted.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Configuration' }).click();
  await page.getByRole('link', { name: 'Send', exact: true }).click();
  await expect(page.getByText('The object was deleted.')).toBeVisible();
  shop.close();
  await server.stop();
});
