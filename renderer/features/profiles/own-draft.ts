import type { OwnProfile, Profile } from '../../../electron/contract/index.ts';
import { presetOf, type EndpointPreset } from '../../../electron/domain/endpoint-presets.ts';
import { isRegion } from '../../../electron/domain/regions.ts';

/** Services whose endpoint may be set by itself. */
export const services = ['sqs', 'sns', 'sts', 'cloudwatch', 's3', 'kms', 'scheduler'] as const;
export type ServiceName = (typeof services)[number];

/** A profile of Spillway's own as it is being written. Keys are typed once and never come back. */
export interface OwnDraft {
  name: string;
  kind: 'aws' | 'endpoint';
  preset: EndpointPreset['key'];
  endpoint: string;
  services: Record<ServiceName, string>;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  roleArn: string;
  externalId: string;
  mfaSerial: string;
  regions: string[];
}

/** The fields in which something can be wrong. */
export type OwnField = Exclude<keyof OwnDraft, 'kind' | 'preset' | 'services'> | ServiceName;
/** What is wrong, by field: the last part of a key in the locales. */
export type OwnFaults = Partial<Record<OwnField, string>>;

const noServices = (): OwnDraft['services'] => ({
  ...{ sqs: '', sns: '', sts: '', cloudwatch: '', s3: '', kms: '', scheduler: '' },
});

/** An empty draft with keys for AWS. */
export const newDraft = (): OwnDraft => ({
  name: '',
  kind: 'aws',
  preset: 'custom',
  endpoint: '',
  services: noServices(),
  accessKeyId: '',
  secretAccessKey: '',
  sessionToken: '',
  roleArn: '',
  externalId: '',
  mfaSerial: '',
  regions: ['us-east-1'],
});

/** The draft with a preset's endpoint, region and keys; what the user wrote over them gives way. */
export function withPreset(draft: OwnDraft, key: EndpointPreset['key']): OwnDraft {
  const { endpoint, region, accessKeyId, secretAccessKey } = presetOf(key);
  return {
    ...draft,
    kind: 'endpoint',
    preset: key,
    endpoint,
    accessKeyId,
    secretAccessKey,
    regions: [region],
  };
}

/** What is known of a profile, to edit it; the keys stay empty. */
export function fromOwn(own: OwnProfile, { name, regions }: Pick<Profile, 'name' | 'regions'>): OwnDraft {
  return {
    ...newDraft(),
    name,
    kind: own.endpoint === null && Object.keys(own.services).length === 0 ? 'aws' : 'endpoint',
    endpoint: own.endpoint ?? '',
    services: { ...noServices(), ...own.services },
    roleArn: own.roleArn ?? '',
    externalId: own.externalId ?? '',
    mfaSerial: own.mfaSerial ?? '',
    regions: [...regions],
  };
}

const orNull = (text: string): string | null => text.trim() || null;

/** What the backend takes, keys aside. */
export function toOwn(draft: OwnDraft): OwnProfile {
  const own = draft.kind === 'endpoint';
  return {
    endpoint: own ? orNull(draft.endpoint) : null,
    services: own
      ? Object.fromEntries(
          services.flatMap((name) => {
            const text = orNull(draft.services[name]);
            return text === null ? [] : [[name, text]];
          }),
        )
      : {},
    roleArn: orNull(draft.roleArn),
    externalId: orNull(draft.externalId),
    mfaSerial: orNull(draft.mfaSerial),
  };
}

/** The keys as typed, or undefined when none were. */
export function toKeys(
  draft: OwnDraft,
): { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined {
  const [accessKeyId, secretAccessKey] = [draft.accessKeyId.trim(), draft.secretAccessKey.trim()];
  if (accessKeyId === '' && secretAccessKey === '') return undefined;
  const sessionToken = draft.sessionToken.trim();
  return { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) };
}

function isHttp(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return /^https?:$/.test(new URL(text).protocol);
}

/** What is wrong with a draft. `taken` are the names that a new profile cannot have; null while editing one. */
export function checkOwnDraft(draft: OwnDraft, taken: readonly string[] | null): OwnFaults {
  const faults: OwnFaults = {};
  const name = draft.name.trim();
  if (taken) {
    if (!/^[\w.@-]{1,64}$/.test(name)) faults.name = 'name';
    else if (taken.includes(name)) faults.name = 'taken';
    if (draft.regions.length === 0 || !draft.regions.every(isRegion)) faults.regions = 'regions';
  }
  const typed = toKeys(draft);
  const wanted = taken !== null || typed !== undefined || draft.sessionToken.trim() !== '';
  if (wanted && !draft.accessKeyId.trim()) faults.accessKeyId = 'accessKeyId';
  if (wanted && !draft.secretAccessKey.trim()) faults.secretAccessKey = 'secretAccessKey';
  // Keys of a temporary session begin so, and no call of theirs is answered without its token.
  if (draft.kind === 'aws' && /^ASIA/.test(draft.accessKeyId.trim()) && !draft.sessionToken.trim())
    faults.sessionToken = 'sessionToken';
  if (draft.kind === 'endpoint') {
    const single = services.filter((service) => draft.services[service].trim() !== '');
    if (draft.endpoint.trim() === '' ? single.length === 0 : !isHttp(draft.endpoint.trim()))
      faults.endpoint = 'endpoint';
    for (const service of single) if (!isHttp(draft.services[service].trim())) faults[service] = 'endpoint';
  }
  const role = draft.roleArn.trim();
  if (role !== '' && !/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(role)) faults.roleArn = 'roleArn';
  const externalId = draft.externalId.trim();
  if (externalId !== '' && externalId.length < 2) faults.externalId = 'externalId';
  const device = draft.mfaSerial.trim();
  if (device !== '' && device.length < 9) faults.mfaSerial = 'mfaSerial';
  if (role === '' && (externalId !== '' || device !== '')) faults.roleArn = 'roleNeeded';
  return faults;
}

/** The draft's field that a refusal of the backend names, such as `own.endpoint`. */
export function fieldOf(path: string | undefined): OwnField | null {
  const last = path?.split('.').find((part) => part !== 'own' && part !== 'keys' && part !== 'services');
  if (last === 'profile') return 'name';
  return last !== undefined && (last in newDraft() || last in noServices()) ? (last as OwnField) : null;
}
