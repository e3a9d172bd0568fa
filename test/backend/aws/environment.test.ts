import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../../electron/contract/index.ts';
import { failureOf, startAnswering, startTestBackend, type TestBackend } from '../../support/backend.ts';
import { startSts, type StsStandIn } from '../../support/sts.ts';

let sts: StsStandIn;
let folder: string;
let test: TestBackend | undefined;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-env-'));
  sts = await startSts(() => Date.now() + 3_600_000);
});
afterEach(async () => {
  await test?.close();
  test = undefined;
  await sts.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (env: Record<string, string>): Promise<TestBackend> =>
  (test = await startTestBackend({ env }));
const find = async (name = 'environment'): Promise<Profile | undefined> =>
  (await test!.client.profiles.list({})).profiles.find((profile) => profile.name === name);
const identify = (profile = 'environment') =>
  test!.client.profiles.identify({ scope: { profile, region: 'us-east-1' } });
const keys = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's3cret-of-env' };
const role = 'arn:aws:iam::444455556666:role/Web';

describe('the profile of the environment', () => {
  it('is there only when the variables say so', async () => {
    await start({ AWS_ACCESS_KEY_ID: 'alone', AWS_REGION: 'eu-west-1' });
    expect(await find()).toBeUndefined();
    expect(await failureOf(identify())).toMatchObject({ code: 'PROFILE_NOT_FOUND' });
  });

  it('of keys signs with them, in the region of the environment', async () => {
    await start({
      ...keys,
      AWS_SESSION_TOKEN: 't0ken-of-env',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: sts.url,
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9',
    });
    expect(await find()).toMatchObject({
      origin: 'environment',
      credentials: 'static',
      regions: ['eu-west-1'],
      kind: 'endpoint',
      endpoint: 'http://127.0.0.1:9',
      guard: 'open',
    });
    expect(await identify()).toMatchObject({
      arn: 'arn:aws:iam::111122223333:user/AKIAENV',
      endpoints: { sqs: 'http://127.0.0.1:9', sns: sts.url, sts: sts.url },
    });
    expect(sts.asked[0]?.headers['x-amz-security-token']).toBe('t0ken-of-env');
    expect(JSON.stringify(await test!.client.profiles.list({}))).not.toMatch(/AKIAENV|s3cret|t0ken/);
  });

  it('of AWS itself asks first', async () => {
    await start(keys);
    expect(await find()).toMatchObject({
      kind: 'aws',
      guard: 'confirm',
      regions: ['us-east-1'],
      endpoint: null,
    });
  });

  it('of a web identity trades its token for the role', async () => {
    const token = path.join(folder, 'token');
    await start({ AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ENDPOINT_URL: sts.url });
    expect(await find()).toMatchObject({ credentials: 'web-identity', role, account: '444455556666' });
    expect(await failureOf(identify())).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      profile: 'environment',
      message: expect.stringContaining(`needs the file ${token}`),
    });
    writeFileSync(token, 'web-t0ken');
    expect(await identify()).toMatchObject({ role: 'Web' });
    expect(sts.forms()[0]).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      WebIdentityToken: 'web-t0ken',
    });
  });

  it('of a container asks the address that the environment names', async () => {
    const container = await startAnswering(({ headers }) =>
      headers.authorization === 'container-t0ken'
        ? {
            status: 200,
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              AccessKeyId: 'role-Container',
              SecretAccessKey: 's',
              Token: 't',
              Expiration: new Date(Date.now() + 3_600_000).toISOString(),
            }),
          }
        : { status: 403 },
    );
    await start({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/creds`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'container-t0ken',
      AWS_ENDPOINT_URL: sts.url,
    });
    expect(await find()).toMatchObject({ credentials: 'container' });
    expect(container.asked).toEqual([]);
    expect(await identify()).toMatchObject({ role: 'Container' });
    await container.close();
  });

  it('gives its endpoints to no other profile, and takes none of theirs', async () => {
    await start({ ...keys, AWS_ENDPOINT_URL: sts.url });
    test!.host.writeConfig(
      '[profile files]\nregion = us-east-1\n[profile local]\nendpoint_url = http://127.0.0.1:8\n',
    );
    expect(await find('files')).toMatchObject({ kind: 'aws', endpoint: null });
    expect(await find('local')).toMatchObject({ endpoint: 'http://127.0.0.1:8' });
    expect(await find()).toMatchObject({ endpoint: sts.url });
  });

  it('gives way to a profile of that name in the files', async () => {
    await start(keys);
    test!.host.writeConfig('[profile environment]\nregion = us-east-1\n');
    expect(await find()).toMatchObject({ origin: 'files', credentials: 'none' });
  });
});

describe('profiles of the files', () => {
  it('assume a role from the keys of the environment', async () => {
    await start(keys);
    test!.host.writeConfig(
      `[profile p]\nendpoint_url = ${sts.url}\nrole_arn = ${role}\ncredential_source = Environment\n`,
    );
    expect(await identify('p')).toMatchObject({ role: 'Web' });
    expect(sts.asked[0]?.headers.authorization).toContain('AKIAENV');
  });

  it.each([
    ['Environment', 'AWS_ACCESS_KEY_ID', 'CREDENTIALS_MISSING'],
    ['Elsewhere', 'it takes Environment', 'PROFILE_BROKEN'],
  ])('cannot take credentials from %s here', async (source, words, code) => {
    await start({});
    test!.host.writeConfig(`[profile p]\nrole_arn = ${role}\ncredential_source = ${source}\n`);
    const failure = await failureOf(identify('p'));
    expect(failure).toMatchObject({ code, profile: 'p' });
    expect(failure.message).toContain(words);
  });

  it('assume a role by a web identity token', async () => {
    await start({});
    writeFileSync(path.join(test!.host.folder, 'token'), 'web-t0ken');
    test!.host.writeConfig(
      `[profile p]\nendpoint_url = ${sts.url}\nrole_arn = ${role}\nweb_identity_token_file = ${test!.host.folder}/token\n`,
    );
    expect(await find('p')).toMatchObject({ credentials: 'web-identity', role, account: '444455556666' });
    expect(await identify('p')).toMatchObject({ role: 'Web' });
  });

  it('of IAM Identity Center name account and role before any call, and expired ones the command that renews', async () => {
    await start({});
    test!.host.writeConfig(
      '[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example\n' +
        '[profile team]\nsso_session = corp\nsso_account_id = 777788889999\nsso_role_name = Dev\n' +
        `[profile above]\nrole_arn = ${role}\nsource_profile = team\n`,
    );
    expect(await find('team')).toMatchObject({ account: '777788889999', role: 'Dev' });
    expect(await failureOf(identify('above'))).toMatchObject({
      code: 'SSO_LOGIN_NEEDED',
      command: 'aws sso login --profile team',
    });
  });

  it('run their program when they connect, and not when they are listed, named, treated or guarded', async () => {
    await start({});
    const mark = path.join(test!.host.folder, 'ran');
    test!.host.writeConfig(
      `[profile p]\nendpoint_url = ${sts.url}\ncredential_process = sh -c "touch ${mark}; echo '{\\"Version\\":1,\\"AccessKeyId\\":\\"AKIAPROC\\",\\"SecretAccessKey\\":\\"b\\"}'"\n` +
        `[profile above]\nendpoint_url = ${sts.url}\nrole_arn = ${role}\nsource_profile = p\n`,
    );
    const { client } = test!;
    await client.profiles.list({});
    await client.profiles.known({});
    await client.profiles.configure({ profile: 'p', guard: 'read-only' });
    await failureOf(
      client.queues.purge({ scope: { profile: 'p', region: 'us-east-1' }, queueUrl: 'http://x/1/q' }),
    );
    await client.profiles.forget({ profile: 'above' });
    expect(existsSync(mark)).toBe(false);
    expect((await identify('above')).role).toBe('Web');
    expect(existsSync(mark)).toBe(true);
  });

  it('whose credentials file is a folder are told from those that are fine', async () => {
    await start({});
    mkdirSync(path.join(test!.host.folder, 'credentials'));
    test!.host.writeConfig(`[profile p]\nregion = us-east-1\n`);
    const { profiles, problems } = await test!.client.profiles.list({});
    expect(profiles.map(({ name }) => name)).toEqual(['sandbox', 'p']);
    expect(problems).toMatchObject([{ file: path.join(test!.host.folder, 'credentials') }]);
  });
});
