import { describe, expect, it } from 'vitest';
import { contract } from '../../electron/contract/index.ts';
import { endpointPresets } from '../../electron/domain/endpoint-presets.ts';
import en from '../../renderer/locales/en.json';
import {
  checkOwnDraft,
  fieldOf,
  fromOwn,
  newDraft,
  toKeys,
  toOwn,
  withPreset,
  type OwnDraft,
} from '../../renderer/features/profiles/own-draft.ts';

const draftOf = (fields: Partial<OwnDraft> = {}): OwnDraft => ({
  ...newDraft(),
  name: 'support',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret',
  ...fields,
});
const input = (draft: OwnDraft) =>
  contract.profiles.create['~orpc'].inputSchema!['~standard'].validate({
    profile: draft.name,
    own: toOwn(draft),
    keys: toKeys(draft),
    regions: draft.regions,
  });

describe('a profile of one’s own, as it is being written', () => {
  it('with a name and keys has no fault, and is what the backend takes', async () => {
    expect(checkOwnDraft(draftOf(), ['sandbox'])).toEqual({});
    expect(await input(draftOf())).not.toHaveProperty('issues');
  });

  it.each([
    ['a name that is taken', { name: 'sandbox' }, { name: 'taken' }],
    ['a name with a space', { name: 'my shop' }, { name: 'name' }],
    ['no name', { name: ' ' }, { name: 'name' }],
    ['no key id', { accessKeyId: '' }, { accessKeyId: 'accessKeyId' }],
    ['no secret', { secretAccessKey: '' }, { secretAccessKey: 'secretAccessKey' }],
    ['temporary keys without their token', { accessKeyId: 'ASIAX' }, { sessionToken: 'sessionToken' }],
    ['no region', { regions: [] }, { regions: 'regions' }],
    ['a region that is none', { regions: ['moon'] }, { regions: 'regions' }],
    ['a role that is no ARN', { roleArn: 'Support' }, { roleArn: 'roleArn' }],
    ['a device without a role', { mfaSerial: 'arn:aws:iam::1:mfa/me' }, { roleArn: 'roleNeeded' }],
    [
      'an endpoint without a protocol',
      { kind: 'endpoint', endpoint: 'localhost:4566' },
      { endpoint: 'endpoint' },
    ],
    [
      'an endpoint that is no web address',
      { kind: 'endpoint', endpoint: 'ftp://a' },
      { endpoint: 'endpoint' },
    ],
    ['no endpoint at all', { kind: 'endpoint' }, { endpoint: 'endpoint' }],
  ] as const)('says where the fault is: %s', (_what, fields, faults) => {
    expect(checkOwnDraft(draftOf(fields as Partial<OwnDraft>), ['sandbox'])).toEqual(faults);
  });

  it('takes the endpoint of one service alone, and says which one is wrong', () => {
    const services = { ...newDraft().services, sqs: 'http://localhost:9324' };
    expect(checkOwnDraft(draftOf({ kind: 'endpoint', services }), [])).toEqual({});
    expect(toOwn(draftOf({ kind: 'endpoint', services }))).toMatchObject({
      endpoint: null,
      services: { sqs: 'http://localhost:9324' },
    });
    const wrong = { ...services, sns: 'nowhere' };
    expect(checkOwnDraft(draftOf({ kind: 'endpoint', services: wrong }), [])).toEqual({ sns: 'endpoint' });
  });

  it('drops an endpoint that was typed before AWS was chosen', () => {
    expect(toOwn(draftOf({ kind: 'aws', endpoint: 'http://localhost:4566' })).endpoint).toBeNull();
  });

  it('may leave the keys out while editing, but not half of them', () => {
    const kept = { accessKeyId: '', secretAccessKey: '' };
    expect(checkOwnDraft(draftOf(kept), null)).toEqual({});
    expect(toKeys(draftOf(kept))).toBeUndefined();
    expect(checkOwnDraft(draftOf({ ...kept, accessKeyId: 'AKIA' }), null)).toEqual({
      secretAccessKey: 'secretAccessKey',
    });
  });

  it('comes back from what is saved, without its keys', () => {
    const draft = draftOf({
      kind: 'endpoint',
      endpoint: 'http://localhost:4566',
      roleArn: 'arn:aws:iam::123456789012:role/Support',
      externalId: 'outside',
    });
    const back = fromOwn(toOwn(draft), { name: 'support', regions: ['eu-central-1'] });
    expect(toOwn(back)).toEqual(toOwn(draft));
    expect(back).toMatchObject({ accessKeyId: '', secretAccessKey: '', sessionToken: '' });
  });

  it('finds the field that a refusal names', () => {
    expect(fieldOf('profile')).toBe('name');
    expect(fieldOf('own.endpoint')).toBe('endpoint');
    expect(fieldOf('own.services.sqs')).toBe('sqs');
    expect(fieldOf('keys.secretAccessKey')).toBe('secretAccessKey');
    expect(fieldOf('mfaCode')).toBeNull();
    expect(fieldOf(undefined)).toBeNull();
  });
});

describe('the presets of endpoints', () => {
  it.each(endpointPresets.filter(({ key }) => key !== 'custom'))(
    '$name fills in all but the name, as the backend takes it',
    async ({ key, endpoint }) => {
      const draft = { ...withPreset(newDraft(), key), name: key };
      expect(draft.endpoint).toBe(endpoint);
      expect(checkOwnDraft(draft, [])).toEqual({});
      expect(await input(draft)).not.toHaveProperty('issues');
    },
  );

  it('end with any other server, whose address is asked for', () => {
    expect(endpointPresets.at(-1)?.key).toBe('custom');
    expect(checkOwnDraft({ ...withPreset(newDraft(), 'custom'), name: 'x' }, [])).toEqual({
      endpoint: 'endpoint',
    });
  });

  it('each say in a line what is known of them', () => {
    for (const { key } of endpointPresets) expect(en.profiles.preset[key].lacks).toMatch(/\w/);
  });
});
