import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { MessageAttributes, Scope } from '../../../electron/contract/index.ts';
import { toProtocolJson } from '../../../electron/domain/protocol-texts.ts';
import { toAttributes, type TypedPair } from '../../ui/typed-pairs.ts';
import { topicKey } from './readings.ts';

/** A notification as it is being written. Both forms of the message are kept, so that switching loses nothing. */
export interface PublishDraft {
  structure: 'plain' | 'json';
  plain: string;
  json: string;
  subject: string;
  attributes: TypedPair[];
  groupId: string;
  deduplicationId: string;
}

/** What a message with a text per protocol looks like at first. */
export const protocolTemplate = toProtocolJson({ default: '' });

const empty = (): PublishDraft => ({
  structure: 'plain',
  plain: '',
  json: protocolTemplate,
  subject: '',
  attributes: [],
  groupId: '',
  deduplicationId: '',
});

/** What is being written to each topic; it outlives tabs and pages, and never a closed window. */
export const usePublishDrafts = defineStore('publish-drafts', () => {
  const drafts = reactive(new Map<string, PublishDraft>());

  function draftOf(scope: Scope, topicArn: string): PublishDraft {
    const key = topicKey(scope, topicArn);
    if (!drafts.has(key)) drafts.set(key, empty());
    return drafts.get(key) as PublishDraft;
  }
  function clear(scope: Scope, topicArn: string): void {
    Object.assign(draftOf(scope, topicArn), empty());
  }
  return { draftOf, clear };
});

/** What `topics.publish` takes besides the place. */
export interface PublishFields {
  message: string;
  structure: 'plain' | 'json';
  attributes: MessageAttributes;
  subject?: string;
  groupId?: string;
  deduplicationId?: string;
}

/** The message in the form that is chosen. */
export const messageOf = (draft: PublishDraft): string =>
  draft.structure === 'json' ? draft.json : draft.plain;

/** The fields of a draft that are filled in. */
export function toPublishFields(draft: PublishDraft): PublishFields {
  const fields: PublishFields = {
    message: messageOf(draft),
    structure: draft.structure,
    attributes: toAttributes(draft.attributes),
  };
  if (draft.subject !== '') fields.subject = draft.subject;
  if (draft.groupId !== '') fields.groupId = draft.groupId;
  if (draft.deduplicationId !== '') fields.deduplicationId = draft.deduplicationId;
  return fields;
}
