import type { QueueDetail } from '../../../electron/contract/index.ts';
import type { contract } from '../../../electron/contract/index.ts';
import { SQS } from '../../../electron/domain/limits.ts';
import { changedSettings, toQueueSettings } from '../../../electron/domain/read-queue-settings.ts';
import { checkQueueName, checkQueueSettings } from '../../../electron/domain/queue-settings.ts';
import type { SettingFault } from '../../../electron/domain/setting-fault.ts';
import { checkTags } from '../../../electron/domain/tags.ts';
import type { InputOf } from '../../api/client.ts';
import { doubleKeys, toTagDrafts, toTags, type TagDraft } from '../../ui/tag-drafts.ts';
import {
  toSettings,
  toSettingsDraft,
  toTypedNumber,
  withoutRemovals,
  type SettingsDraft,
} from './settings-draft.ts';

/** A queue as it is being made. */
export interface CreateDraft {
  name: string;
  type: 'standard' | 'fifo';
  settings: SettingsDraft;
  tags: TagDraft[];
}

/** An empty draft, or one with another queue's settings and tags; its access policy names it and is not copied. */
export const toCreateDraft = (from: QueueDetail | null): CreateDraft => ({
  name: '',
  type: from?.fifo ? 'fifo' : 'standard',
  settings: toSettingsDraft(from ? toQueueSettings(from.attributes) : {}),
  tags: toTagDrafts(from?.tags ?? {}),
});

/** `orders` becomes `orders-dlq`, `pay.fifo` becomes `pay-dlq.fifo`. */
export const toDlqName = (name: string): string =>
  name === '' ? '' : name.endsWith('.fifo') ? `${name.slice(0, -5)}-dlq.fifo` : `${name}-dlq`;

/** What the call takes; settings that AWS would choose by itself are left out. */
export function toCreateInput(
  { name, type, settings, tags }: CreateDraft,
  arnOf: (nameOrArn: string) => string,
): Omit<InputOf<typeof contract.queues.create>, 'scope'> {
  const fifo = type === 'fifo';
  const defaults = toSettings(toSettingsDraft(), fifo, arnOf);
  return {
    name,
    fifo,
    settings: withoutRemovals(changedSettings(defaults, toSettings(settings, fifo, arnOf))),
    tags: toTags(tags),
    ...(settings.redrive === 'new' && {
      deadLetters: {
        name: settings.newTarget,
        maxReceiveCount: toTypedNumber(settings.maxReceiveCount),
        retentionPeriod: toTypedNumber(settings.newRetention),
      },
    }),
  };
}

/** Everything that speaks against the draft, by the fields of the form. */
export function checkCreate(draft: CreateDraft, arnOf: (nameOrArn: string) => string): SettingFault[] {
  const fifo = draft.type === 'fifo';
  const { settings, tags } = draft;
  const faults: SettingFault[] = [
    ...checkQueueName(draft.name, fifo),
    ...checkQueueSettings(toSettings(settings, fifo, arnOf), fifo),
    ...checkTags(toTags(tags)),
    ...[...doubleKeys(tags)].map((key): SettingFault => ({
      field: `tags.${key}`,
      reason: 'characters',
      message: 'stands twice',
    })),
  ];
  if (settings.redrive !== 'new') return faults;
  const count = toTypedNumber(settings.maxReceiveCount);
  const [min, max] = [1, SQS.maxReceiveCount];
  if (!Number.isInteger(count) || count < min || count > max)
    faults.push({
      field: 'redrivePolicy.maxReceiveCount',
      reason: 'range',
      min,
      max,
      message: 'out of range',
    });
  if (settings.newTarget === draft.name)
    faults.push({ field: 'deadLetters.name', reason: 'name', min: 1, max: 80, message: 'same name' });
  const retention = checkQueueSettings({ retentionPeriod: toTypedNumber(settings.newRetention) }, fifo);
  return [
    ...faults,
    ...checkQueueName(settings.newTarget, fifo, 'deadLetters.name'),
    ...retention.map((fault) => ({ ...fault, field: `deadLetters.${fault.field}` })),
  ];
}
