import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  startAnswering,
  startTestBackend,
  type Answer,
  type Answering,
  type TestBackend,
} from '../../support/backend.ts';
import { startSts, type StsStandIn } from '../../support/sts.ts';

const home = process.env.HOME;
let test: TestBackend;
let sts: StsStandIn;
let portal: Answering;
let answer: () => Answer;
beforeEach(async () => {
  sts = await startSts(() => Date.now() + 3_600_000);
  answer = () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      roleCredentials: {
        accessKeyId: 'role-Dev',
        secretAccessKey: 's',
        sessionToken: 't',
        expiration: Date.now() + 3_600_000,
      },
    }),
  });
  portal = await startAnswering(() => answer());
  test = await startTestBackend();
  // The SDK finds the cache of `aws sso login` there.
  process.env.HOME = test.host.folder;
  write(portal.url);
});
afterEach(async () => {
  process.env.HOME = home;
  await test.close();
  await portal.close();
  await sts.close();
});

function write(at: string): void {
  test.host.writeConfig(
    `[services both]\nsts =\n  endpoint_url = ${sts.url}\nsso =\n  endpoint_url = ${at}\n` +
      '[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example\n' +
      '[profile team]\nregion = us-east-1\nservices = both\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n' +
      '[profile old]\nregion = us-east-1\nservices = both\nsso_start_url = https://old.example\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Dev\n' +
      '[profile half]\nsso_session = corp\n',
  );
}

/** What `aws sso login` leaves behind. */
function signedIn(of: string, until: number): void {
  const folder = path.join(test.host.folder, '.aws/sso/cache');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, `${createHash('sha1').update(of).digest('hex')}.json`),
    JSON.stringify({ accessToken: 'sso-t0ken', expiresAt: new Date(until).toISOString() }),
  );
}
const identify = (profile: string) =>
  test.client.profiles.identify({ scope: { profile, region: 'us-east-1' } });

describe('a profile of IAM Identity Center', () => {
  it.each([
    ['team', 'corp'],
    ['old', 'https://old.example'],
  ])(
    'trades its session for the role, at the portal of the region of the session: %s',
    async (profile, of) => {
      signedIn(of, Date.now() + 3_600_000);
      expect(await identify(profile)).toMatchObject({ role: 'Dev', expiresAt: expect.any(Number) });
      expect(portal.asked).toHaveLength(1);
      expect(portal.asked[0]?.headers['x-amz-sso_bearer_token']).toBe('sso-t0ken');
      // Nothing of STS's own address went to the portal, and the other way round.
      expect(sts.forms().map(({ Action }) => Action)).toEqual(['GetCallerIdentity']);
    },
  );

  it.each([
    ['team', 'corp'],
    ['old', 'https://old.example'],
  ])(
    'says which command signs in when there is no session, and when it has ended: %s',
    async (profile, of) => {
      const expected = { code: 'SSO_LOGIN_NEEDED', command: `aws sso login --profile ${profile}`, profile };
      expect(await failureOf(identify(profile))).toMatchObject(expected);
      signedIn(of, Date.now() - 1000);
      expect(await failureOf(identify(profile))).toMatchObject(expected);
      // And works as soon as somebody has signed in.
      signedIn(of, Date.now() + 3_600_000);
      expect(await identify(profile)).toMatchObject({ role: 'Dev' });
    },
  );

  it('says so too when the portal no longer knows the session', async () => {
    signedIn('corp', Date.now() + 3_600_000);
    answer = () => ({
      status: 401,
      headers: { 'x-amzn-errortype': 'UnauthorizedException', 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'Session token not found or invalid' }),
    });
    expect(await failureOf(identify('team'))).toMatchObject({ code: 'SSO_LOGIN_NEEDED' });
  });

  it('whose portal is out of reach is not told to sign in', async () => {
    signedIn('corp', Date.now() + 3_600_000);
    write('http://127.0.0.1:1');
    expect(await failureOf(identify('team'))).toMatchObject({ code: 'NETWORK', profile: 'team' });
  });

  it('that is written by half is broken', async () => {
    expect(await failureOf(identify('half'))).toMatchObject({ code: 'PROFILE_BROKEN', profile: 'half' });
  });
});
