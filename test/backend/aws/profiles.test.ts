import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProfileBook } from '../../../electron/backend/aws/profiles.ts';
import { openStore } from '../../../electron/backend/store/store.ts';
import type { Profile } from '../../../electron/contract/index.ts';
import { failureOf, startTestBackend, type TestBackend } from '../../support/backend.ts';

let test: TestBackend;
beforeEach(async () => {
  test = await startTestBackend();
});
afterEach(() => test.close());

const list = () => test.client.profiles.list({});
const named = async (name: string): Promise<Profile | undefined> =>
  (await list()).profiles.find((profile) => profile.name === name);
const messages = async (): Promise<string[]> => (await list()).problems.map(({ message }) => message);

describe('the list', () => {
  it('holds only the sandbox where there are no AWS files', async () => {
    const { profiles, problems } = await list();
    expect(profiles.map(({ name }) => name)).toEqual(['sandbox']);
    expect(problems).toEqual([]);
  });

  it('merges both files, the credentials file winning key by key', async () => {
    test.host.writeConfig(
      '[default]\nregion = eu-west-1\n[profile both]\nregion = eu-central-1\nrole_arn = x\n',
    );
    test.host.writeCredentials(
      '[both]\nregion = us-west-2\naws_access_key_id = a\naws_secret_access_key = b\n[only]\n',
    );
    const { profiles } = await list();
    expect(profiles.map(({ name }) => name)).toEqual(['sandbox', 'default', 'both']);
    expect(await named('both')).toMatchObject({ regions: ['us-west-2'], credentials: 'static' });
    expect(await named('default')).toMatchObject({ regions: ['eu-west-1'], credentials: 'none' });
  });

  it('leaves sso-session and services sections out', async () => {
    test.host.writeConfig(
      '[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://x\n[services mine]\nsqs =\n  endpoint_url = http://127.0.0.1:1\n' +
        '[profile a]\nsso_session = corp\n',
    );
    const { profiles, problems } = await list();
    expect(profiles.map(({ name }) => name)).toEqual(['sandbox', 'a']);
    expect(problems).toEqual([]);
  });

  it.each([
    ['static', 'aws_access_key_id = a\naws_secret_access_key = b'],
    ['assume-role', 'role_arn = r\nsource_profile = p\naws_access_key_id = a\naws_secret_access_key = b'],
    ['assume-role', 'role_arn = r\ncredential_source = Environment'],
    ['web-identity', 'role_arn = r\nweb_identity_token_file = f'],
    ['process', 'credential_process = p'],
    ['sso', 'sso_session = corp'],
    ['sso', 'sso_start_url = https://x'],
    ['login', 'login_session = arn:x'],
    ['none', 'region = us-east-1'],
  ])('names how a profile signs in: %s', async (kind, text) => {
    test.host.writeConfig(`[profile p]\n${text}\n`);
    expect((await named('p'))?.credentials).toBe(kind);
  });

  it('runs no credential process', async () => {
    const mark = path.join(test.host.folder, 'ran');
    test.host.writeConfig(`[profile p]\ncredential_process = touch ${mark}\n`);
    await list();
    expect(existsSync(mark)).toBe(false);
  });

  it('carries no key, token or secret', async () => {
    test.host.writeCredentials(
      '[p]\naws_access_key_id = AKIAPLAIN\naws_secret_access_key = s3cret\naws_session_token = t0ken\n',
    );
    const text = JSON.stringify(await list());
    for (const secret of ['AKIAPLAIN', 's3cret', 't0ken']) expect(text).not.toContain(secret);
  });

  it('follows a change of the files at once', async () => {
    test.host.writeConfig('[profile one]\nregion = us-east-1\n');
    expect(await named('two')).toBeUndefined();
    test.host.writeConfig('[profile one]\nregion = us-east-1\n[profile two]\nregion = us-east-1\n');
    expect(await named('two')).toBeDefined();
  });
});

describe('problems', () => {
  it.each([
    [
      'a bracket that is missing',
      '[profile a\nregion = us-east-1\n',
      /^Line 1: a section without its closing bracket/,
    ],
    [
      'a section without "profile"',
      '[a]\nregion = us-east-1\n',
      /^Line 1: \[a\] is ignored: .* \[profile a\]/,
    ],
    ['a name with spaces', '[profile my team]\nregion = x\n', /^Line 1: \[profile my team\] is ignored/],
    ['a line without =', '[profile a]\nregion\n', /^Line 2: neither a section nor a setting/],
    ['a setting before any section', 'region = us-east-1\n', /^Line 1: a setting outside any section/],
    ['a byte order mark', '\uFEFF[profile a]\nregion = us-east-1\n', /byte order mark/],
    [
      'an sso_session that is missing',
      '[profile a]\nsso_session = gone\n',
      /Profile a names sso_session = gone/,
    ],
    [
      'a services section that is missing',
      '[profile a]\nservices = gone\n',
      /Profile a names services = gone/,
    ],
    [
      'a source_profile that is missing',
      '[profile a]\nrole_arn = r\nsource_profile = gone\n',
      /Profile a names source_profile = gone/,
    ],
    [
      'an endpoint that is no URL',
      '[profile a]\nendpoint_url = here\n',
      /Profile a has an endpoint_url that is no URL/,
    ],
    ['a name that breaks the loader', '[profile __proto__]\nregion = x\n', /makes the whole file unreadable/],
  ])('%s', async (_, text, expected) => {
    test.host.writeConfig(text);
    expect((await messages()).join('\n')).toMatch(expected);
  });

  it('a file that cannot be read is told, and the other one is listed', async () => {
    mkdirSync(path.join(test.host.folder, 'config'));
    test.host.writeCredentials('[p]\naws_access_key_id = a\naws_secret_access_key = b\n');
    expect(await named('p')).toBeDefined();
    expect(await messages()).toEqual([expect.stringMatching(/^The file cannot be read/)]);
  });

  it('never quotes a line of the file', async () => {
    test.host.writeCredentials('[p]\naws_secret_access_key s3cret\n');
    expect((await messages()).join()).not.toContain('s3cret');
  });

  it('an AWS profile named sandbox is hidden, and told', async () => {
    test.host.writeConfig('[profile sandbox]\nregion = us-east-1\n');
    const { profiles } = await list();
    expect(profiles.filter(({ name }) => name === 'sandbox')).toMatchObject([{ kind: 'sandbox' }]);
    expect(await messages()).toEqual([expect.stringMatching(/hidden by the sandbox/)]);
  });
});

describe('endpoints', () => {
  const services =
    '[services mine]\nsqs =\n  endpoint_url = http://127.0.0.1:2\nsns =\n  endpoint_url = http://127.0.0.1:3\n';
  it.each([
    ['none set', 'region = us-east-1', null, 'aws', 'confirm'],
    ["the profile's own", 'endpoint_url = http://localhost:1', 'http://localhost:1', 'endpoint', 'open'],
    [
      'the services section before the profile',
      'endpoint_url = http://127.0.0.1:1\nservices = mine',
      'http://127.0.0.1:2',
      'endpoint',
      'open',
    ],
    [
      'one that is not on this machine',
      'endpoint_url = https://sqs.example.com',
      'https://sqs.example.com',
      'endpoint',
      'confirm',
    ],
    [
      'switched off',
      'endpoint_url = http://127.0.0.1:1\nignore_configured_endpoint_urls = true',
      null,
      'aws',
      'confirm',
    ],
    [
      'a look-alike of localhost',
      'endpoint_url = http://localhost.evil.example',
      'http://localhost.evil.example',
      'endpoint',
      'confirm',
    ],
  ])('%s', async (_, text, endpoint, kind, guard) => {
    test.host.writeConfig(`${services}[profile p]\n${text}\n`);
    expect(await named('p')).toMatchObject({ endpoint, kind, guard });
  });

  it('a profile whose topics are on AWS is guarded though its queues are local', async () => {
    test.host.writeConfig(
      '[services half]\nsqs =\n  endpoint_url = http://127.0.0.1:2\n[profile p]\nservices = half\n',
    );
    expect(await named('p')).toMatchObject({ endpoint: 'http://127.0.0.1:2', guard: 'confirm' });
  });
});

describe('what the user says of a profile', () => {
  it.each([
    ['prod', 'production'],
    ['acme-production-eu', 'production'],
    ['stag', 'staging'],
    ['my_staging', 'staging'],
    ['products', 'other'],
    ['dev', 'other'],
  ])('%s is taken for %s at first', async (name, environment) => {
    test.host.writeConfig(`[profile ${name}]\nregion = us-east-1\n`);
    expect((await named(name))?.environment).toBe(environment);
  });

  it('is kept, field by field', async () => {
    test.host.writeConfig('[profile p]\nregion = us-east-1\n');
    await test.client.profiles.configure({
      profile: 'p',
      label: 'Shop',
      colour: '#112233',
      regions: ['eu-west-1', 'us-east-1'],
    });
    await test.client.profiles.configure({ profile: 'p', colour: null, environment: 'staging' });
    expect(await named('p')).toMatchObject({
      label: 'Shop',
      colour: null,
      environment: 'staging',
      guard: 'confirm',
      regions: ['eu-west-1', 'us-east-1'],
    });
  });

  it('cannot be said of a profile that does not exist', async () => {
    expect(await failureOf(test.client.profiles.configure({ profile: 'ghost', label: 'x' }))).toMatchObject({
      code: 'PROFILE_NOT_FOUND',
      profile: 'ghost',
    });
  });
});

describe('credentials', () => {
  const identify = (profile: string) =>
    test.client.profiles.identify({ scope: { profile, region: 'us-east-1' } });

  it('an SSO profile without a session says which command renews it', async () => {
    test.host.writeConfig(
      '[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example\n' +
        '[profile team]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n',
    );
    expect(await failureOf(identify('team'))).toMatchObject({
      code: 'SSO_LOGIN_NEEDED',
      command: 'aws sso login --profile team',
      profile: 'team',
    });
  });

  it.each([
    ['PROFILE_NOT_FOUND', '', 'Ghost'],
    ['CREDENTIALS_MISSING', '[profile p]\nregion = us-east-1\n', 'No credentials'],
    [
      'PROFILE_BROKEN',
      '[profile p]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = r\n',
      'sso_session = gone',
    ],
    [
      'PROFILE_BROKEN',
      '[profile p]\nrole_arn = r\nsource_profile = q\n[profile q]\nrole_arn = r\nsource_profile = p\n',
      'circle',
    ],
    [
      'MFA_NEEDED',
      '[profile p]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = q\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile q]\naws_access_key_id = a\naws_secret_access_key = b\n',
      'MFA',
    ],
    [
      // The SDK leaves the failure of a source like this unheard when it stops over the code.
      'MFA_NEEDED',
      '[profile p]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = q\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile q]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_start_url = http://x\nsso_region = us-east-1\n',
      'MFA',
    ],
    ['PROFILE_BROKEN', '[profile p]\nrole_arn = r\nsource_profile = p\nmfa_serial = m\n', 'circle'],
    [
      'CREDENTIALS_MISSING',
      '[profile p]\ncredential_process = sh -c "echo s3cret >&2; exit 3"\n',
      'ended with an error',
    ],
    ['CREDENTIALS_MISSING', '[profile p]\ncredential_process = echo {}\n', 'not of the agreed form'],
    ['EXPIRED_TOKEN', '[profile p]\nlogin_session = arn:aws:sts::1:assumed-role/x\n', 'has ended'],
  ])('%s', async (code, config, words) => {
    test.host.writeConfig(config);
    const failure = await failureOf(identify(code === 'PROFILE_NOT_FOUND' ? 'Ghost' : 'p'));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('s3cret');
  });

  it('are asked for once by many calls at a time, and again after a failure', async () => {
    const count = path.join(test.host.folder, 'count');
    const script = path.join(test.host.folder, 'creds.sh');
    writeFileSync(
      script,
      `#!/bin/sh\necho x >> ${count}\n[ -e ${count}.ok ] || exit 1\necho '{"Version":1,"AccessKeyId":"a","SecretAccessKey":"b"}'\n`,
      { mode: 0o755 },
    );
    test.host.writeConfig(`[profile p]\ncredential_process = ${script}\nendpoint_url = http://127.0.0.1:1\n`);
    const runs = async (): Promise<number> =>
      (await import('node:fs')).readFileSync(count, 'utf8').trim().split('\n').length;
    const codes = await Promise.all([1, 2, 3].map(async () => (await failureOf(identify('p'))).code));
    expect(new Set(codes)).toEqual(new Set(['CREDENTIALS_MISSING']));
    expect(await runs()).toBe(1);
    writeFileSync(`${count}.ok`, '');
    // Nothing listens there: the call fails after the credentials were had.
    expect(
      (await failureOf(test.client.queues.list({ scope: { profile: 'p', region: 'us-east-1' } }))).code,
    ).toBe('NETWORK');
    expect(
      (await failureOf(test.client.queues.list({ scope: { profile: 'p', region: 'eu-west-1' } }))).code,
    ).toBe('NETWORK');
    expect(await runs()).toBe(2);
  });
});

it('a profile that asks for FIPS or dual stack endpoints gets them, and no other profile does', async () => {
  const keys = 'aws_access_key_id = a\naws_secret_access_key = b\n';
  test.host.writeConfig(
    `[profile plain]\n${keys}[profile fips]\nuse_fips_endpoint = true\n${keys}[profile dual]\nuse_dualstack_endpoint = true\n${keys}`,
  );
  const store = openStore(test.host.dataDir);
  const book = createProfileBook(test.host, store);
  expect(await Promise.all(['plain', 'fips', 'dual', 'sandbox'].map((name) => book.variant(name)))).toEqual([
    { useFipsEndpoint: false, useDualstackEndpoint: false },
    { useFipsEndpoint: true, useDualstackEndpoint: false },
    { useFipsEndpoint: false, useDualstackEndpoint: true },
    { useFipsEndpoint: false, useDualstackEndpoint: false },
  ]);
  store.close();
});
