import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { MessageAttributes, OutgoingMessage, Scope } from '../../../electron/contract/index.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { newPair, toAttributes, type TypedPair } from '../../ui/typed-pairs.ts';

/** A message as it is being written. Numbers stay text until it is sent, so that nothing typed is changed. */
export interface SendDraft {
  body: string;
  attributes: TypedPair[];
  delay: string;
  groupId: string;
  deduplicationId: string;
  traceHeader: string;
  /** Topics only. */
  subject: string;
}

const empty = (): SendDraft => ({
  body: '',
  attributes: [],
  delay: '',
  groupId: '',
  deduplicationId: '',
  traceHeader: '',
  subject: '',
});

/** How it is sent: once, again and again, or many from a file. Amounts stay text until then. */
export interface SendManner {
  mode: 'one' | 'repeat' | 'batch';
  times: string;
  /** Messages a second; empty: as fast as it goes. */
  rate: string;
  /** The body goes by way of S3. */
  byPointer: boolean;
  /** The object of a message that was not confirmed: it has to be found again after another page was looked at. */
  left: { bucket: string; key: string; gone?: boolean } | null;
}

/** What is being written to each queue; it outlives tabs and pages, and never a closed window. */
export const useSendDrafts = defineStore('send-drafts', () => {
  const drafts = reactive(new Map<string, SendDraft>());
  const manners = reactive(new Map<string, SendManner>());
  const keyOf = (scope: Scope, queueUrl: string): string => `${scopeKey(scope)} ${queueUrl}`;

  function draftOf(scope: Scope, queueUrl: string): SendDraft {
    const key = keyOf(scope, queueUrl);
    if (!drafts.has(key)) drafts.set(key, empty());
    return drafts.get(key) as SendDraft;
  }
  function mannerOf(scope: Scope, queueUrl: string): SendManner {
    const key = keyOf(scope, queueUrl);
    if (!manners.has(key))
      manners.set(key, { mode: 'one', times: '10', rate: '', byPointer: false, left: null });
    return manners.get(key) as SendManner;
  }
  function load(scope: Scope, queueUrl: string, message: OutgoingMessage): void {
    Object.assign(draftOf(scope, queueUrl), toDraft(message));
  }
  function clear(scope: Scope, queueUrl: string): void {
    Object.assign(draftOf(scope, queueUrl), empty());
  }
  return { draftOf, mannerOf, load, clear };
});

/** What `messages.send` takes besides the place. */
export interface SendFields {
  body: string;
  attributes: MessageAttributes;
  delaySeconds?: number;
  groupId?: string;
  deduplicationId?: string;
  traceHeader?: string;
  subject?: string;
}

/** A delay as SQS takes it: 0 to 900 whole seconds. */
export const isPlainDelay = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 900;

/** A message as a draft, to be written on. */
export function toDraft(message: OutgoingMessage): SendDraft {
  const attributes = Object.entries(message.attributes).map(([name, { type, value }]): TypedPair => {
    const [kind = 'String', ...rest] = type.split('.');
    return { ...newPair(kind), name, suffix: rest.join('.'), value };
  });
  return {
    body: message.body,
    attributes,
    delay: message.delaySeconds === undefined ? '' : String(message.delaySeconds),
    groupId: message.groupId ?? '',
    deduplicationId: message.deduplicationId ?? '',
    traceHeader: message.traceHeader ?? '',
    subject: message.subject ?? '',
  };
}

/** The fields of a draft that are filled in. */
export function toSendFields(draft: SendDraft): SendFields {
  const fields: SendFields = { body: draft.body, attributes: toAttributes(draft.attributes) };
  if (isPlainDelay(draft.delay)) fields.delaySeconds = Number(draft.delay);
  if (draft.groupId !== '') fields.groupId = draft.groupId;
  if (draft.deduplicationId !== '') fields.deduplicationId = draft.deduplicationId;
  if (draft.traceHeader !== '') fields.traceHeader = draft.traceHeader;
  if (draft.subject !== '') fields.subject = draft.subject;
  return fields;
}
