import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend, type Backend } from '../../../../electron/backend/backend.ts';
import type { Profile } from '../../../../electron/contract/index.ts';
import { failureOf, startTestBackend, type TestBackend } from '../../../support/backend.ts';
import { createTestSecrets } from '../../../support/host.ts';
import { startSts, wrongCode, type Refusal, type StsStandIn } from '../../../support/sts.ts';

const device = 'arn:aws:iam::111122223333:mfa/me';
const keys = { accessKeyId: 'AKIAOWN', secretAccessKey: 's3cret-of-own', sessionToken: 't0ken-of-own' };
const bare = { services: {}, roleArn: null, externalId: null, mfaSerial: null };

let secrets: ReturnType<typeof createTestSecrets>;
let sts: StsStandIn;
let test: TestBackend;
let refuse: Refusal;
beforeEach(async () => {
  secrets = createTestSecrets();
  refuse = () => undefined;
  sts = await startSts(
    () => Date.now() + 3_600_000,
    (form) => refuse(form),
  );
  test = await startTestBackend({ secrets });
});
afterEach(async () => {
  await test.close();
  await sts.close();
});

const make = (
  profile: string,
  own: Partial<Parameters<Backend['client']['profiles']['create']>[0]['own']> = {},
) =>
  test.client.profiles.create({
    profile,
    own: { ...bare, endpoint: sts.url, ...own },
    keys,
    regions: ['eu-west-1'],
  });
const identify = (client: Backend['client'], profile: string) =>
  client.profiles.identify({ scope: { profile, region: 'eu-west-1' } });
const names = async (client: Backend['client']): Promise<string[]> =>
  (await client.profiles.list({})).profiles.map(({ name }) => name);
const find = async (name: string): Promise<Profile | undefined> =>
  (await test.client.profiles.list({})).profiles.find((profile) => profile.name === name);

describe('a profile made in Spillway', () => {
  it('is listed with what it is, and calls its endpoint with its keys', async () => {
    expect(await make('local')).toMatchObject({
      name: 'local',
      origin: 'own',
      kind: 'endpoint',
      credentials: 'keychain',
      endpoint: sts.url,
      guard: 'open',
      regions: ['eu-west-1'],
      role: null,
      mfaSerial: null,
    });
    expect(await identify(test.client, 'local')).toMatchObject({
      arn: 'arn:aws:iam::111122223333:user/AKIAOWN',
    });
    expect(sts.asked.at(-1)?.headers['x-amz-security-token']).toBe('t0ken-of-own');
  });

  it('of AWS itself starts as one that asks first', async () => {
    const made = await make('prod', { endpoint: null });
    expect(made).toMatchObject({ kind: 'aws', guard: 'confirm', environment: 'production', endpoint: null });
  });

  it('may have an endpoint for a single service', async () => {
    await make('split', {
      endpoint: 'http://127.0.0.1:1',
      services: { sts: sts.url, cloudwatch: 'http://127.0.0.1:3' },
    });
    const { endpoint, endpoints } = await identify(test.client, 'split');
    expect(endpoint).toBe('http://127.0.0.1:1');
    expect(endpoints).toEqual({
      sqs: 'http://127.0.0.1:1',
      sns: 'http://127.0.0.1:1',
      sts: sts.url,
      cloudwatch: 'http://127.0.0.1:3',
      s3: 'http://127.0.0.1:1',
    });
  });

  it('assumes its role, with a code where it names a device', async () => {
    const roleArn = 'arn:aws:iam::999988887777:role/Ops';
    await make('ops', { roleArn, externalId: 'outside', mfaSerial: device });
    expect(await find('ops')).toMatchObject({ role: roleArn, account: '999988887777', mfaSerial: device });
    expect(await failureOf(identify(test.client, 'ops'))).toMatchObject({
      code: 'MFA_NEEDED',
      resource: device,
    });
    refuse = ({ TokenCode }) => (TokenCode === '000000' ? wrongCode : undefined);
    expect(await failureOf(test.client.profiles.signIn({ profile: 'ops', mfaCode: '000000' }))).toMatchObject(
      {
        code: 'MFA_NEEDED',
      },
    );
    await test.client.profiles.signIn({ profile: 'ops', mfaCode: '123456' });
    expect((await identify(test.client, 'ops')).role).toBe('Ops');
    expect(sts.forms()[1]).toMatchObject({ ExternalId: 'outside', SerialNumber: device, RoleArn: roleArn });
  });

  it('needs a role for a device', async () => {
    expect(await failureOf(make('ops', { mfaSerial: device }))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'own.roleArn',
    });
    expect(await find('ops')).toBeUndefined();
  });

  it('cannot take a name that is taken, wherever that is', async () => {
    test.host.writeConfig('[profile files]\nregion = us-east-1\n');
    await make('own');
    for (const name of ['sandbox', 'files', 'own']) {
      expect(await failureOf(make(name))).toMatchObject({ code: 'ALREADY_EXISTS', profile: name });
    }
    expect(secrets.held.size).toBe(1);
  });

  it.each(['a b', '', 'ü', 'x'.repeat(65), '../x'])('cannot be called %j', async (name) => {
    expect(await failureOf(make(name))).toMatchObject({ code: 'INVALID_INPUT', field: 'profile' });
  });

  it('hides a later one of the AWS files, and says so', async () => {
    await make('both');
    test.host.writeConfig('[profile both]\nregion = us-east-1\n');
    const { profiles, problems } = await test.client.profiles.list({});
    expect(profiles.filter(({ name }) => name === 'both')).toMatchObject([{ origin: 'own' }]);
    expect(problems).toMatchObject([{ message: expect.stringMatching(/made in Spillway/) }]);
  });
});

describe('a change', () => {
  it('of the endpoint counts for the next call, and the keys stay', async () => {
    await make('local', { endpoint: 'http://127.0.0.1:1' });
    expect(await failureOf(identify(test.client, 'local'))).toMatchObject({ code: 'NETWORK' });
    await test.client.profiles.change({ profile: 'local', own: { ...bare, endpoint: sts.url } });
    expect((await identify(test.client, 'local')).arn).toContain('AKIAOWN');
    expect(await test.client.profiles.own({ profile: 'local' })).toEqual({
      ...bare,
      endpoint: sts.url,
      hasKeys: true,
    });
  });

  it('of the keys counts for the next call', async () => {
    await make('local');
    await identify(test.client, 'local');
    await test.client.profiles.change({
      profile: 'local',
      keys: { accessKeyId: 'AKIANEW', secretAccessKey: 'new-s3cret' },
    });
    expect((await identify(test.client, 'local')).arn).toContain('AKIANEW');
  });

  it('is refused for profiles that were not made here', async () => {
    test.host.writeConfig('[profile files]\nregion = us-east-1\n');
    for (const profile of ['files', 'sandbox', 'ghost']) {
      const { client } = test;
      for (const call of [
        client.profiles.change({ profile, keys }),
        client.profiles.own({ profile }),
        client.profiles.remove({ profile }),
      ])
        expect(await failureOf(call)).toMatchObject({ code: 'PROFILE_NOT_FOUND' });
    }
    expect(secrets.held.size).toBe(0);
  });
});

describe('removing', () => {
  it('takes the profile, its keys and what was said of it, and is on record', async () => {
    await make('local');
    await test.client.profiles.configure({ profile: 'local', label: 'Mine', guard: 'read-only' });
    expect(secrets.held.size).toBe(1);
    await test.client.profiles.remove({ profile: 'local' });
    expect(secrets.held.size).toBe(0);
    expect(await find('local')).toBeUndefined();
    const { entries } = await test.client.audit.list({});
    expect(entries[0]).toMatchObject({
      action: 'profiles.remove',
      effect: 'destroy',
      profile: 'local',
      outcome: 'done',
    });
    expect(await failureOf(identify(test.client, 'local'))).toMatchObject({ code: 'PROFILE_NOT_FOUND' });
    // A namesake begins anew.
    expect(await make('local')).toMatchObject({ label: 'local', guard: 'open' });
  });

  it('leaves the profile where the keychain holds on to the keys', async () => {
    await make('local');
    secrets.remove = () => Promise.reject(new Error('locked'));
    await test.client.profiles.configure({ profile: 'local', label: 'Mine' });
    const failure = await failureOf(test.client.profiles.remove({ profile: 'local' }));
    expect(failure).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/locked.*Unlock it/) });
    expect(await find('local')).toMatchObject({ label: 'Mine' });
  });
});

describe('two hosts on one data folder', () => {
  let other: Backend;
  beforeEach(async () => {
    other = await createBackend({ ...test.host, secrets });
  });
  afterEach(() => other.close());

  it("see each other's profiles, changes and removals at once", async () => {
    await make('local', { endpoint: 'http://127.0.0.1:1' });
    expect(await names(other.client)).toContain('local');
    await other.client.profiles.change({ profile: 'local', own: { ...bare, endpoint: sts.url } });
    expect((await identify(test.client, 'local')).arn).toContain('AKIAOWN');
    await other.client.profiles.change({
      profile: 'local',
      keys: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' },
    });
    expect((await identify(test.client, 'local')).arn).toContain('AKIAOTHER');
    await other.client.profiles.remove({ profile: 'local' });
    expect(await names(test.client)).not.toContain('local');
  });

  it('make a name once, whoever comes first', async () => {
    const create = (client: Backend['client']) =>
      client.profiles
        .create({ profile: 'same', own: { ...bare, endpoint: null }, keys, regions: ['us-east-1'] })
        .then(
          () => 'made',
          (error: { code: string }) => error.code,
        );
    expect((await Promise.all([create(test.client), create(other.client)])).sort()).toEqual([
      'ALREADY_EXISTS',
      'made',
    ]);
  });

  it('say in words that keys are missing, where each has a memory of its own', async () => {
    const second = await createBackend({ ...test.host, secrets: createTestSecrets('memory') });
    await make('local');
    const failure = await failureOf(identify(second.client, 'local'));
    expect(failure).toMatchObject({ code: 'CREDENTIALS_MISSING', profile: 'local' });
    expect(failure.message).toMatch(/gone after a restart.*enter the keys again/i);
    expect((await second.client.profiles.own({ profile: 'local' })).hasKeys).toBe(false);
    await second.close();
  });
});

it('keys are nowhere but in the secrets: not in answers, log, record or files', async () => {
  const answers = [
    await make('local'),
    await test.client.profiles.change({ profile: 'local', keys }),
    await test.client.profiles.own({ profile: 'local' }),
    await identify(test.client, 'local'),
    await test.client.profiles.known({}),
    await test.client.profiles.list({}),
    await test.client.audit.list({}),
    await failureOf(
      test.client.profiles.create({ profile: 'a b', own: { ...bare, endpoint: null }, keys, regions: ['x'] }),
    ),
  ];
  const files = readdirSync(test.host.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
  const everything = [JSON.stringify(answers), JSON.stringify(test.host.logged), ...files].join('\n');
  for (const secret of ['s3cret-of-own', 't0ken-of-own']) expect(everything).not.toContain(secret);
  expect([...secrets.held.values()].join()).toContain('s3cret-of-own');
});

it('says where keys are kept', async () => {
  expect(await test.client.profiles.keychain({})).toEqual({ kind: 'keychain', trouble: null, reason: null });
});
