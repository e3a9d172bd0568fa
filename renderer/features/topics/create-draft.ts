import type { contract, TopicDetail, TopicSettings } from '../../../electron/contract/index.ts';
import type { SettingFault } from '../../../electron/domain/setting-fault.ts';
import { checkTags } from '../../../electron/domain/tags.ts';
import { changedTopicSettings, toTopicSettings } from '../../../electron/domain/topic-attributes.ts';
import { checkTopicName, checkTopicSettings } from '../../../electron/domain/topic-settings.ts';
import type { InputOf } from '../../api/client.ts';
import { doubleKeys, toTagDrafts, toTags, type TagDraft } from '../../ui/tag-drafts.ts';
import { toSettings, toTopicDraft, type TopicDraft } from './topic-draft.ts';

/** A topic as it is being made. */
export interface CreateDraft {
  name: string;
  type: 'standard' | 'fifo';
  settings: TopicDraft;
  /** Delivery status logging, copied as it is. */
  logging: TopicSettings['logging'];
  tags: TagDraft[];
}

/** An empty draft, or one with another topic's settings and tags; its access policy names it and is not copied. */
export function toCreateDraft(from: TopicDetail | null): CreateDraft {
  const settings = from ? toTopicSettings(from.attributes) : {};
  return {
    name: '',
    type: from?.fifo ? 'fifo' : 'standard',
    settings: toTopicDraft(settings),
    logging: settings.logging,
    tags: toTagDrafts(from?.tags ?? {}),
  };
}

/** What the call takes; settings that AWS would choose by itself are left out. */
export function toCreateInput({
  name,
  type,
  settings,
  logging,
  tags,
}: CreateDraft): Omit<InputOf<typeof contract.topics.create>, 'scope'> {
  const fifo = type === 'fifo';
  const wanted = changedTopicSettings(toSettings(toTopicDraft(), fifo), toSettings(settings, fifo));
  const present = Object.entries(wanted).filter(([, value]) => value !== null);
  return {
    name,
    fifo,
    settings: {
      ...Object.fromEntries(present),
      ...(logging && Object.keys(logging).length > 0 && { logging }),
    },
    tags: toTags(tags),
  };
}

/** Everything that speaks against the draft, by the fields of the form. */
export function checkCreate({ name, type, settings, tags }: CreateDraft): SettingFault[] {
  const fifo = type === 'fifo';
  return [
    ...checkTopicName(name, fifo),
    ...checkTopicSettings(toSettings(settings, fifo), fifo),
    ...checkTags(toTags(tags)),
    ...[...doubleKeys(tags)].map((key) => ({
      field: `tags.${key}`,
      reason: 'characters',
      message: 'stands twice',
    })),
  ];
}
