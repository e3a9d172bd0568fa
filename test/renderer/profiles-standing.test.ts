import { describe, expect, it } from 'vitest';
import type { Failure, Identity, Profile } from '../../electron/contract/index.ts';
import { toOffers } from '../../renderer/features/profiles/offers.ts';
import { filterProfiles, shareInView, withProfile } from '../../renderer/features/profiles/scope-choice.ts';
import { toSession } from '../../renderer/stores/identities.ts';
import { holdsSame, withSaved } from '../../renderer/stores/saved-workspaces.ts';

const now = Date.UTC(2026, 10, 26, 12);
const minute = 60_000;
const profileOf = (fields: Partial<Profile> = {}): Profile => ({
  ...{ name: 'shop-prod', kind: 'aws', origin: 'files', label: 'Shop', environment: 'production' },
  ...{ colour: null, guard: 'confirm', mayPeek: false, regions: ['eu-central-1', 'us-east-1'] },
  ...{ credentials: 'sso', endpoint: null, role: null, account: '123456789012', mfaSerial: null },
  ...fields,
});
const identityUntil = (expiresAt: number | null): Identity => ({
  ...{ account: '123456789012', arn: 'arn', userId: 'id', role: 'Support', region: 'eu-central-1' },
  ...{ endpoint: 'https://sqs.eu-central-1.amazonaws.com', endpoints: {}, expiresAt },
});
const failureOf = (code: Failure['code']): Failure => ({ code, message: '', retryable: false });
const session = (expiresAt: number | null, failure: Failure | null = null, profile = profileOf()) =>
  toSession(profile, { identity: identityUntil(expiresAt), failure }, now);

describe('how long one is signed in', () => {
  it('is counted down, and is a warning in the last 15 minutes', () => {
    expect(session(now + 60 * minute)).toEqual({ kind: 'until', at: now + 60 * minute, left: 60 * minute });
    expect(session(now + 15 * minute)).toMatchObject({ kind: 'until' });
    expect(session(now + 15 * minute - 1)).toMatchObject({ kind: 'soon', left: 15 * minute - 1 });
    expect(session(now)).toMatchObject({ kind: 'ended' });
  });
  it('is no warning where the session is renewed without anybody', () => {
    const renewing = profileOf({ credentials: 'assume-role' });
    expect(session(now + minute, null, renewing)).toMatchObject({ kind: 'until' });
    expect(session(now - minute, null, renewing)).toEqual({ kind: 'unknown' });
    const withCode = profileOf({ credentials: 'assume-role', mfaSerial: 'arn:aws:iam::1:mfa/me' });
    expect(session(now + minute, null, withCode)).toMatchObject({ kind: 'soon' });
  });
  it('is told by what failed, whatever the last known end was', () => {
    const late = now + 60 * minute;
    expect(session(late, failureOf('SSO_LOGIN_NEEDED'))).toMatchObject({ kind: 'ended' });
    expect(session(late, failureOf('EXPIRED_TOKEN'))).toMatchObject({ kind: 'ended' });
    expect(session(late, failureOf('MFA_NEEDED'))).toMatchObject({ kind: 'code' });
    expect(session(late, failureOf('NETWORK'))).toMatchObject({ kind: 'failed' });
  });
  it('has no end for lasting keys, and is not known before the first call', () => {
    expect(session(null)).toEqual({ kind: 'lasting' });
    expect(toSession(profileOf(), undefined, now)).toEqual({ kind: 'unknown' });
    expect(toSession(profileOf({ kind: 'sandbox' }), undefined, now)).toEqual({ kind: 'none' });
  });
});

describe('what is in view', () => {
  const scopes = (...pairs: string[]) =>
    pairs.map((pair) => {
      const [profile = '', region = ''] = pair.split('/');
      return { profile, region };
    });

  it('takes a profile with all its regions, or leaves it with all of them', () => {
    const before = scopes('sandbox/us-east-1', 'shop-prod/us-east-1');
    expect(shareInView(before, profileOf())).toBe('some');
    const all = withProfile(before, profileOf(), true);
    expect(shareInView(all, profileOf())).toBe('all');
    expect(withProfile(all, profileOf(), false)).toEqual(scopes('sandbox/us-east-1'));
  });
  it('is found by name, account, role, region and the place of a region', () => {
    const all = [
      profileOf({ role: 'arn:aws:iam::1:role/Support' }),
      profileOf({ name: 'b', label: 'b', account: null, regions: ['ap-northeast-2'] }),
    ];
    const names = (typed: string) => filterProfiles(all, typed).map(({ name }) => name);
    expect(names('1234 frank')).toEqual(['shop-prod']);
    expect(names('support')).toEqual(['shop-prod']);
    expect(names('seoul')).toEqual(['b']);
    expect(filterProfiles(all, '9999', () => '999912345678')).toHaveLength(2);
    expect(names('nothing')).toEqual([]);
  });
  it('is a saved workspace when it holds the same scopes, in any order', () => {
    expect(holdsSame(scopes('a/x', 'b/y'), scopes('b/y', 'a/x'))).toBe(true);
    expect(holdsSame(scopes('a/x'), scopes('a/x', 'b/y'))).toBe(false);
    expect(holdsSame(scopes('a/x', 'b/y'), scopes('a/x'))).toBe(false);
  });
  it('is saved in the place of an older set of its name', () => {
    const [one, two] = [
      { name: 'Shop', scopes: scopes('a/x') },
      { name: 'Pay', scopes: scopes('b/y') },
    ];
    const again = { name: 'Shop', scopes: scopes('c/z') };
    expect(withSaved([one, two], again)).toEqual([again, two]);
    expect(withSaved([one], two)).toEqual([one, two]);
  });
});

describe('what an endpoint offers', () => {
  it('is told service by service, with the words of what is lacking', () => {
    const lacking = {
      service: 'sqs',
      action: 'StartMessageMoveTask',
      state: 'lacking',
      answer: 'Unknown action',
    } as const;
    const offers = toOffers([
      { service: 'sqs', action: 'ListQueues', state: 'offered', answer: null },
      lacking,
      { service: 'sns', action: 'ListTopics', state: 'unknown', answer: 'timed out' },
    ]);
    expect(offers.map(({ service }) => service)).toEqual(['sqs', 'sns']);
    expect(offers[0]).toMatchObject({ offered: ['ListQueues'], lacking: [lacking], unknown: [] });
    expect(offers[1]?.unknown[0]?.answer).toBe('timed out');
  });
});
