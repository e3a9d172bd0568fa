import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { contract, type Failure, type PointerChoice, type Scope } from '../../../electron/contract/index.ts';
import { toPointerMessage } from '../../../electron/domain/message/s3-pointer-write.ts';
import { messageSize } from '../../../electron/domain/message/index.ts';
import type { OutgoingTarget } from '../../../electron/domain/message/outgoing.ts';
import { useAct } from '../../api/act.ts';
import type { OutputOf } from '../../api/client.ts';
import { rateFault, timesFault, toRate } from './send-amounts.ts';
import { checkDraft, type DraftFault, type SendField } from './send-check.ts';
import { toDraft, toSendFields, useSendDrafts, type SendManner } from './send-draft.ts';
import { isBucketName, usePointerChoice } from './send-pointer.ts';
import { useSendWords } from './send-words.ts';

/** A message that SQS confirmed. */
export interface SentOne {
  at: number;
  result: OutputOf<typeof contract.messages.send>;
  /** Whether it had attributes, whose digest could be compared. */
  attributes: boolean;
  /** `s3://bucket/key` of its body, when that went to S3. */
  object: string | null;
}

export interface SendForm {
  pointer: Ref<Required<PointerChoice>>;
  /** How many things speak against sending. */
  faults: ComputedRef<number>;
  faultOf(field: SendField): string | null;
  attributeFaults: ComputedRef<Record<string, string>>;
  bucketFault: ComputedRef<string | null>;
  needsPointer: ComputedRef<boolean>;
  tried: Ref<boolean>;
  pending: ComputedRef<boolean>;
  failure: ComputedRef<Failure | null>;
  /** True when nobody knows whether the message was stored. */
  unknown: ComputedRef<boolean>;
  answerLost: ComputedRef<boolean>;
  results: Ref<SentOne[]>;
  /** The object of a message that was not sent. */
  left: ComputedRef<SendManner['left']>;
  submit(): Promise<void>;
  clear(): void;
}

const unknowns = ['OUTCOME_UNKNOWN', 'TIMEOUT', 'AWS_FAULT', 'DISCONNECTED'];

/** The form's state: what speaks against sending, and what came of it. */
export function useSendForm(
  place: () => { scope: Scope; queueUrl: string; taker: OutgoingTarget },
  follow: (runId: string) => void,
): SendForm {
  const { t } = useI18n();
  const { faultWords } = useSendWords();
  const drafts = useSendDrafts();
  const pointer = usePointerChoice();
  const send = useAct(contract.messages.send);
  const sendPointer = useAct(contract.messages.sendPointer);
  const start = useAct(contract.messages.startRun);
  const acts = [send, sendPointer, start];
  const tried = ref(false);
  const results = ref<SentOne[]>([]);
  const notSent = ref<Failure | null>(null);

  const draft = computed(() => drafts.draftOf(place().scope, place().queueUrl));
  const manner = computed(() => drafts.mannerOf(place().scope, place().queueUrl));
  const byPointer = computed(() => manner.value.mode === 'one' && manner.value.byPointer);
  const fields = computed(() => toSendFields(draft.value));
  const found = computed((): DraftFault[] => {
    if (!byPointer.value || draft.value.body === '') return checkDraft(draft.value, place().taker);
    // What the queue gets is the pointer; the body itself may be any text of any size.
    const key = `${pointer.value.keyPrefix}${'0'.repeat(36)}`;
    return checkDraft(toDraft(toPointerMessage(fields.value, pointer.value, key)), place().taker);
  });
  const shown = computed(() => found.value.filter(({ quiet }) => tried.value || !quiet));
  const badBucket = computed(() => byPointer.value && !isBucketName(pointer.value.bucket));
  const badAmounts = computed(
    () =>
      manner.value.mode === 'repeat' &&
      (timesFault(manner.value.times) ?? rateFault(manner.value.rate)) !== null,
  );
  const faults = computed(() => found.value.length + Number(badBucket.value) + Number(badAmounts.value));
  const failure = computed(
    () => notSent.value ?? send.failure.value ?? sendPointer.failure.value ?? start.failure.value,
  );

  function keep(result: SentOne['result'], object: string | null): void {
    const attributes = object !== null || Object.keys(fields.value.attributes).length > 0;
    results.value = [{ at: Date.now(), result, attributes, object }, ...results.value].slice(0, 20);
  }
  async function submitOne(): Promise<void> {
    const { scope, queueUrl } = place();
    if (!byPointer.value) {
      const result = await send.run({ scope, queueUrl, ...fields.value });
      if (result) keep(result, null);
      return;
    }
    const done = await sendPointer.run({ scope, queueUrl, message: fields.value, pointer: pointer.value });
    if (!done) return;
    if (done.sent) keep(done.sent, `s3://${done.object.bucket}/${done.object.key}`);
    else {
      notSent.value = done.failure;
      manner.value.left = done.object;
    }
  }

  return {
    pointer,
    faults,
    tried,
    results,
    left: computed(() => manner.value.left),
    failure,
    faultOf(field) {
      const fault = shown.value.find((each) => each.field === field && each.attribute === undefined);
      return fault ? faultWords(fault) : null;
    },
    attributeFaults: computed(() =>
      Object.fromEntries(
        shown.value.flatMap((fault) =>
          fault.attribute === undefined ? [] : [[fault.attribute, faultWords(fault)]],
        ),
      ),
    ),
    bucketFault: computed(() =>
      tried.value && badBucket.value ? t('messages.send.pointer.badBucket') : null,
    ),
    needsPointer: computed(
      () => messageSize(draft.value.body, fields.value.attributes) > place().taker.maximumMessageSize,
    ),
    pending: computed(() => acts.some(({ pending }) => pending.value)),
    unknown: computed(() => failure.value !== null && unknowns.includes(failure.value.code)),
    answerLost: computed(() => acts.some(({ answerLost }) => answerLost.value)),
    async submit() {
      tried.value = true;
      if (faults.value > 0) return;
      for (const act of acts) act.reset();
      [notSent.value, manner.value.left] = [null, null];
      if (manner.value.mode === 'one') {
        await submitOne();
        return;
      }
      const { scope, queueUrl: target } = place();
      const times = Number(manner.value.times);
      const plan = { kind: 'repeat' as const, message: fields.value, times };
      const input = { scope, target, plan, rate: toRate(manner.value.rate) };
      const started = await start.run(input, { messages: times });
      if (started) follow(started.runId);
    },
    clear() {
      drafts.clear(place().scope, place().queueUrl);
      tried.value = false;
      [notSent.value, manner.value.left] = [null, null];
      for (const act of acts) act.reset();
    },
  };
}
