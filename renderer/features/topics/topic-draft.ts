import type { TopicSettings } from '../../../electron/contract/index.ts';
import { SNS } from '../../../electron/domain/limits.ts';

/** A topic's settings as they are being written: numbers stay text, so that what is typed can be shown as wrong. */
export interface TopicDraft {
  displayName: string;
  /** Bytes. */
  size: string;
  encryption: 'none' | 'kms';
  keyId: string;
  signatureVersion: '1' | '2';
  tracing: 'PassThrough' | 'Active';
  deliveryPolicy: string;
  contentBasedDeduplication: boolean;
  throughputScope: 'Topic' | 'MessageGroup';
  archive: 'off' | 'on';
  archiveDays: string;
}

/** The key that AWS keeps for SNS; other services cannot be let in to it. */
export const AWS_KEY = 'alias/aws/sns';

/** A draft of a topic's settings; absent ones as AWS sets them on a new topic. */
export const toTopicDraft = (settings: TopicSettings = {}): TopicDraft => ({
  displayName: settings.displayName ?? '',
  size: String(settings.maximumMessageSize ?? SNS.messageSize.default),
  encryption: settings.kmsKeyId ? 'kms' : 'none',
  keyId: settings.kmsKeyId ?? AWS_KEY,
  signatureVersion: settings.signatureVersion ?? '1',
  tracing: settings.tracing ?? 'PassThrough',
  deliveryPolicy: settings.deliveryPolicy ?? '',
  contentBasedDeduplication: settings.contentBasedDeduplication ?? false,
  throughputScope: settings.throughputScope ?? 'Topic',
  archive: settings.archiveDays == null ? 'off' : 'on',
  archiveDays: String(settings.archiveDays ?? 30),
});

/** A number that was typed; NaN where there is none, so that no range takes it. */
const toTypedNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** The settings that a draft means; the default size is the same as none. */
export function toSettings(draft: TopicDraft, fifo: boolean): TopicSettings {
  const size = toTypedNumber(draft.size);
  const settings: TopicSettings = {
    displayName: draft.displayName.trim() || null,
    maximumMessageSize: size === SNS.messageSize.default ? null : size,
    kmsKeyId: draft.encryption === 'kms' ? draft.keyId.trim() : null,
    signatureVersion: draft.signatureVersion,
    tracing: draft.tracing,
    deliveryPolicy: draft.deliveryPolicy.trim() === '' ? null : draft.deliveryPolicy,
  };
  if (!fifo) return settings;
  return {
    ...settings,
    contentBasedDeduplication: draft.contentBasedDeduplication,
    throughputScope: draft.throughputScope,
    archiveDays: draft.archive === 'on' ? toTypedNumber(draft.archiveDays) : null,
  };
}

/** What a change does that one would not think of; each names a sentence of the page. */
export type TopicEffect =
  | 'sizeLarger'
  | 'sizeSmaller'
  | 'keyAws'
  | 'keyOwn'
  | 'keyNone'
  | 'signature'
  | 'deliveryPolicy'
  | 'byContentOff'
  | 'byContentOn'
  | 'perGroup'
  | 'archiveOn'
  | 'archiveOff'
  | 'archiveShorter'
  | 'archiveKey';

/** The surprises of a change, in the order of the form. [aws-facts: SNS topic attributes; SNS DG message-archiving] */
export function effectsOf(changes: TopicSettings, before: TopicSettings): TopicEffect[] {
  const { maximumMessageSize: size, kmsKeyId: key, archiveDays: days } = changes;
  const common = SNS.messageSize.default;
  const sizeBefore = before.maximumMessageSize ?? common;
  const keyNow = key === undefined ? before.kmsKeyId : key;
  const archived = before.archiveDays ?? null;
  const effects: [TopicEffect, boolean][] = [
    ['sizeLarger', size != null && size > common],
    ['sizeSmaller', size !== undefined && (size ?? common) < sizeBefore],
    ['keyAws', key === AWS_KEY],
    ['keyOwn', key != null && key !== AWS_KEY],
    ['keyNone', key === null],
    ['signature', changes.signatureVersion !== undefined],
    ['deliveryPolicy', changes.deliveryPolicy != null],
    ['byContentOff', changes.contentBasedDeduplication === false],
    ['byContentOn', changes.contentBasedDeduplication === true],
    ['perGroup', changes.throughputScope === 'MessageGroup'],
    ['archiveOn', days != null && archived === null],
    ['archiveOff', days === null],
    ['archiveShorter', days != null && archived !== null && days < archived],
    ['archiveKey', days != null && keyNow === AWS_KEY],
  ];
  return effects.flatMap(([effect, holds]) => (holds ? [effect] : []));
}
