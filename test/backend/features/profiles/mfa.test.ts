import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf, startTestBackend, type TestBackend } from '../../../support/backend.ts';
import { createHeldClock } from '../../../support/clock.ts';
import { startSts, stsError, wrongCode, type Refusal, type StsStandIn } from '../../../support/sts.ts';

const device = 'arn:aws:iam::111122223333:mfa/me';
const second = 'arn:aws:iam::111122223333:mfa/work';
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const hour = 3_600_000;

let clock: ReturnType<typeof createHeldClock>;
let sts: StsStandIn;
let test: TestBackend;
let refuse: Refusal;

beforeEach(async () => {
  refuse = () => undefined;
  clock = createHeldClock(Date.now());
  sts = await startSts(
    () => clock.now() + hour,
    (form) => refuse(form),
  );
  test = await startTestBackend({ clock });
  const at = `endpoint_url = ${sts.url}\n`;
  test.host.writeConfig(
    `[profile keys]\naws_access_key_id = AKIAKEYS\naws_secret_access_key = s3cret-of-keys\n` +
      `[profile plain]\n${at}role_arn = ${role('Plain')}\nsource_profile = keys\nexternal_id = outside\n` +
      `[profile guarded]\n${at}role_arn = ${role('Guarded')}\nsource_profile = keys\nmfa_serial = ${device}\n` +
      `[profile after]\n${at}role_arn = ${role('After')}\nsource_profile = guarded\n` +
      `[profile twice]\n${at}role_arn = ${role('Twice')}\nsource_profile = guarded\nmfa_serial = ${second}\n`,
  );
});
afterEach(async () => {
  await test.close();
  await sts.close();
});

const identify = (profile: string) =>
  test.client.profiles.identify({ scope: { profile, region: 'us-east-1' } });
const signIn = (profile: string, mfaCode = '123456') => test.client.profiles.signIn({ profile, mfaCode });
const assumed = (): string[] =>
  sts
    .forms()
    .filter(({ Action }) => Action === 'AssumeRole')
    .map(({ RoleArn = '', TokenCode }) => `${RoleArn.split('/')[1]}${TokenCode ? ` ${TokenCode}` : ''}`);

describe('a role without a device', () => {
  it('is assumed with what its profile says, once for many calls', async () => {
    const found = await identify('plain');
    expect(found).toMatchObject({ role: 'Plain', account: '111122223333', expiresAt: clock.now() + hour });
    await identify('plain');
    expect(assumed()).toEqual(['Plain']);
    expect(sts.forms()[0]).toMatchObject({ ExternalId: 'outside', RoleArn: role('Plain') });
  });

  it('takes no code', async () => {
    expect(await failureOf(signIn('plain'))).toMatchObject({ code: 'INVALID_INPUT', field: 'mfaCode' });
    expect(sts.asked).toEqual([]);
  });

  it('that may not be assumed is named, with the permission that is missing', async () => {
    refuse = ({ Action }) =>
      Action === 'AssumeRole'
        ? stsError(403, 'AccessDenied', 'User: u is not authorized to perform: sts:AssumeRole on resource: r')
        : undefined;
    expect(await failureOf(identify('plain'))).toMatchObject({
      code: 'ACCESS_DENIED',
      iamAction: 'sts:AssumeRole',
      resource: role('Plain'),
      profile: 'plain',
    });
  });
});

describe('a role behind an MFA device', () => {
  it('asks for a code before anything is called, naming the device', async () => {
    for (const profile of ['guarded', 'after']) {
      expect(await failureOf(identify(profile))).toMatchObject({
        code: 'MFA_NEEDED',
        resource: device,
        profile,
      });
    }
    expect(sts.asked).toEqual([]);
    const { profiles } = await test.client.profiles.list({});
    expect(profiles.map(({ name, mfaSerial }) => `${name} ${mfaSerial}`)).toEqual([
      'sandbox null',
      'keys null',
      'plain null',
      `guarded ${device}`,
      `after ${device}`,
      `twice ${device}`,
    ]);
  });

  it('is assumed once with the code, and its session serves all calls and the roles behind it', async () => {
    expect(await signIn('guarded')).toEqual({ expiresAt: clock.now() + hour });
    expect((await identify('guarded')).role).toBe('Guarded');
    expect((await identify('guarded')).role).toBe('Guarded');
    expect((await identify('after')).role).toBe('After');
    expect(assumed()).toEqual(['Guarded 123456', 'After']);
    expect(sts.forms()[0]).toMatchObject({ SerialNumber: device, TokenCode: '123456' });
  });

  it('in the middle of a chain takes the code of the profile that was asked for', async () => {
    await signIn('after');
    expect((await identify('after')).role).toBe('After');
    expect(assumed()).toEqual(['Guarded 123456', 'After']);
  });

  it('and another device after it: each gets its own code', async () => {
    expect(await failureOf(signIn('twice', '111111'))).toMatchObject({
      code: 'MFA_NEEDED',
      resource: second,
    });
    await signIn('twice', '222222');
    expect((await identify('twice')).role).toBe('Twice');
    expect(assumed()).toEqual(['Guarded 111111', 'Twice 222222']);
  });

  it('asks again once its session has ended, and not before', async () => {
    await signIn('guarded');
    clock.advance(hour - 60_000);
    expect((await identify('guarded')).role).toBe('Guarded');
    clock.advance(60_000);
    expect(await failureOf(identify('guarded'))).toMatchObject({ code: 'MFA_NEEDED' });
  });

  it('can be signed in anew while its session is open', async () => {
    await signIn('guarded', '111111');
    clock.advance(60_000);
    expect(await signIn('guarded', '222222')).toEqual({ expiresAt: clock.now() + hour });
    expect(assumed()).toEqual(['Guarded 111111', 'Guarded 222222']);
  });

  it('refuses a wrong code in words, tries it once, and keeps the session that was open', async () => {
    await signIn('guarded');
    refuse = ({ Action }) => (Action === 'AssumeRole' ? wrongCode : undefined);
    const failure = await failureOf(signIn('guarded', '654321'));
    expect(failure).toMatchObject({ code: 'MFA_NEEDED', resource: device, profile: 'guarded' });
    expect(failure.message).toMatch(/wrong, was used before, or is of another device/);
    expect(assumed()).toEqual(['Guarded 123456', 'Guarded 654321']);
    expect((await identify('guarded')).role).toBe('Guarded');
  });

  it('another role in the file asks anew', async () => {
    await signIn('guarded');
    expect((await identify('guarded')).role).toBe('Guarded');
    test.host.writeConfig(
      `[profile keys]\naws_access_key_id = AKIAKEYS\naws_secret_access_key = x\n` +
        `[profile guarded]\nendpoint_url = ${sts.url}\nrole_arn = ${role('Other')}\nsource_profile = keys\nmfa_serial = ${device}\n`,
    );
    expect(await failureOf(identify('guarded'))).toMatchObject({ code: 'MFA_NEEDED' });
  });

  it.each(['12345', '1234567', 'abcdef', '12 456'])('no code is %s', async (code) => {
    expect(await failureOf(signIn('guarded', code))).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'mfaCode',
    });
    expect(sts.asked).toEqual([]);
  });
});

it('neither code nor key nor session is in the log, the record or any file', async () => {
  refuse = ({ TokenCode }) => (TokenCode === '654321' ? wrongCode : undefined);
  await failureOf(signIn('guarded', '654321'));
  await signIn('guarded', '123456');
  await identify('guarded');
  const { entries } = await test.client.audit.list({});
  expect(entries.map(({ action, outcome, resource }) => `${action} ${outcome} ${resource}`).sort()).toEqual([
    'profiles.signIn done guarded',
    'profiles.signIn failed guarded',
  ]);
  const folder = test.host.dataDir;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
  expect(files.length).toBeGreaterThan(0);
  const everything = [JSON.stringify(test.host.logged), JSON.stringify(entries), ...files].join('\n');
  for (const secret of ['123456', '654321', 's3cret-of-keys', 'secret-of-session', 'token-of-session'])
    expect(everything).not.toContain(secret);
});
