import type { QueueSettings } from '../../../electron/contract/index.ts';
import { QUEUE_ATTRIBUTE_RANGES } from '../../../electron/domain/limits.ts';
import {
  NUMBER_SETTINGS,
  numberSettings,
  type NumberSetting,
} from '../../../electron/domain/queue-settings.ts';

/** A queue's settings as they are being written: numbers stay text, so that what is typed can be shown as wrong. */
export interface SettingsDraft {
  numbers: Record<NumberSetting, string>;
  contentBasedDeduplication: boolean;
  deduplicationScope: 'queue' | 'messageGroup';
  throughputLimit: 'perQueue' | 'perMessageGroupId';
  encryption: 'none' | 'sse-sqs' | 'sse-kms';
  keyId: string;
  reusePeriod: string;
  /** `new`: made in the same step; on a new queue only. */
  redrive: 'none' | 'existing' | 'new';
  /** Name or ARN of an existing queue. */
  target: string;
  newTarget: string;
  newRetention: string;
  maxReceiveCount: string;
  allow: 'allowAll' | 'denyAll' | 'byQueue';
  /** ARNs, one a line. */
  allowSources: string;
}

const DAY = 86_400;
const toText = (value: number | undefined, otherwise: number): string => String(value ?? otherwise);

/** A draft of a queue's settings; absent ones as AWS sets them on a new queue. */
export function toSettingsDraft(settings: QueueSettings = {}): SettingsDraft {
  const { redrivePolicy, redriveAllowPolicy, encryption } = settings;
  const numbers = Object.fromEntries(
    numberSettings.map((name) => [
      name,
      toText(settings[name], QUEUE_ATTRIBUTE_RANGES[NUMBER_SETTINGS[name]].default),
    ]),
  ) as Record<NumberSetting, string>;
  return {
    numbers,
    contentBasedDeduplication: settings.contentBasedDeduplication ?? false,
    deduplicationScope: settings.deduplicationScope ?? 'queue',
    throughputLimit: settings.throughputLimit ?? 'perQueue',
    encryption: encryption?.kind ?? 'sse-sqs',
    keyId: encryption?.keyId ?? 'alias/aws/sqs',
    reusePeriod: toText(encryption?.reusePeriod, QUEUE_ATTRIBUTE_RANGES.KmsDataKeyReusePeriodSeconds.default),
    redrive: redrivePolicy ? 'existing' : 'none',
    target: redrivePolicy?.deadLetterTargetArn ?? '',
    newTarget: '',
    newRetention: String(14 * DAY),
    maxReceiveCount: toText(redrivePolicy?.maxReceiveCount, 5),
    allow: redriveAllowPolicy?.permission ?? 'allowAll',
    allowSources: redriveAllowPolicy?.sources.join('\n') ?? '',
  };
}

/** A number that was typed; NaN where there is none, so that no range takes it. */
export const toTypedNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/**
 * The settings that a draft means.
 * @param arnOf the ARN of a queue by its name; a text that is no known name comes back as it is
 */
export function toSettings(
  draft: SettingsDraft,
  fifo: boolean,
  arnOf: (nameOrArn: string) => string,
): QueueSettings {
  const settings: QueueSettings = {
    redrivePolicy:
      draft.redrive === 'existing'
        ? {
            deadLetterTargetArn: arnOf(draft.target.trim()),
            maxReceiveCount: toTypedNumber(draft.maxReceiveCount),
          }
        : null,
    redriveAllowPolicy:
      draft.allow === 'allowAll'
        ? null
        : {
            permission: draft.allow,
            sources: draft.allow === 'byQueue' ? draft.allowSources.split(/\s+/).filter(Boolean) : [],
          },
    encryption:
      draft.encryption === 'sse-kms'
        ? { kind: 'sse-kms', keyId: draft.keyId.trim(), reusePeriod: toTypedNumber(draft.reusePeriod) }
        : { kind: draft.encryption },
  };
  for (const name of numberSettings) settings[name] = toTypedNumber(draft.numbers[name]);
  if (!fifo) return settings;
  return {
    ...settings,
    contentBasedDeduplication: draft.contentBasedDeduplication,
    deduplicationScope: draft.deduplicationScope,
    throughputLimit: draft.throughputLimit,
  };
}

/** The fields that say something; what is null is nothing yet on a new queue. */
export const withoutRemovals = (settings: QueueSettings): QueueSettings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)) as QueueSettings;
