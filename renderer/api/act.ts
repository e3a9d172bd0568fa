import { until } from '@vueuse/core';
import { inject, readonly, ref, shallowRef, type App, type InjectionKey, type Ref } from 'vue';
import { contract, type Effect, type Failure, type Scope } from '../../electron/contract/index.ts';
import {
  metaOf,
  pathOf,
  useCall,
  useConnection,
  type InputOf,
  type OutputOf,
  type Procedure,
} from './client.ts';
import { CallFailed } from './failure.ts';
import { useInvalidation } from './query.ts';

/** What a person is asked before an act goes on. */
export interface Question {
  /** `messages.peek`; names the sentence in the locales. */
  action: string;
  effect: Exclude<Effect, 'read'>;
  scope: Scope | null;
  profile: string | null;
  resource: string | null;
  /** What the guard wants repeated. */
  confirmation: string;
  /** Numbers that the sentence names. */
  numbers: Record<string, number>;
  /** The refusal, in the backend's words; null when asked before the call. */
  reason: string | null;
}
/** Resolves with the confirmation, or null when the person backed out. */
export type Asker = (question: Question) => Promise<string | null>;

interface Asking {
  ask: Asker;
  /** Confirmations of looks given in this session, by profile, region and resource: a look is asked once per queue. */
  given: Map<string, string>;
}
const askingKey: InjectionKey<Asking> = Symbol('asking');

export const installAsker = (app: App, ask: Asker): void => {
  app.provide(askingKey, { ask, given: new Map() });
};

export interface Act<P extends Procedure> {
  /** Resolves with the output, or undefined when the person backed out or it failed (`failure` then says why). */
  run(input: InputOf<P>, numbers?: Record<string, number>): Promise<OutputOf<P> | undefined>;
  pending: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<Failure | null>>;
  /** True when the act was done and only its answer was lost with the connection. */
  answerLost: Readonly<Ref<boolean>>;
  reset(): void;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
/** A name as people type it: the last part of a URL or ARN. */
export const shortName = (resource: string): string => resource.split(/[/:]/).at(-1) || resource;

function placeOf(input: object): { scope: Scope | null; profile: string | null } {
  const { scope, profile } = input as { scope?: Scope; profile?: string };
  return { scope: scope ?? null, profile: scope?.profile ?? profile ?? null };
}

/**
 * A look, write or destroy with all its manners: call id, asking, failure, and dropping what it made stale.
 * @param ask how this act asks, where it has more to say than the frame's own question
 */
export function useAct<P extends Procedure>(procedure: P, ask?: Asker): Act<P> {
  const call = useCall();
  const connection = useConnection();
  const invalidate = useInvalidation();
  const asking = inject(askingKey);
  const pending = ref(false);
  const answerLost = ref(false);
  const failure = shallowRef<Failure | null>(null);
  const { effect, resource: field } = metaOf(procedure);
  if (effect === 'read') throw new TypeError('A read is no act.');
  if (!asking) throw new Error('No asker was installed.');
  const question = ask ?? asking.ask;
  const action = pathOf(procedure).join('.');

  /** After a lost connection the outcome is looked up by the call's id, never by sending again. */
  async function outcomeOf(callId: string, lost: Failure): Promise<Failure | null> {
    // Retryable says that nothing went out, so there is nothing to look up.
    if (lost.retryable) return lost;
    await until(connection.state).toBe('open');
    const entry = await call(contract.audit.outcome, { callId });
    if (!entry) return lost;
    if (entry.outcome === 'done') return null;
    return entry.failure ?? { ...lost, code: 'OUTCOME_UNKNOWN' };
  }

  async function attempt(
    input: InputOf<P>,
    numbers: Record<string, number>,
  ): Promise<OutputOf<P> | undefined> {
    const fields = input as object;
    const named = field ? (fields as Record<string, unknown>)[field] : undefined;
    const resource = isText(named) ? named : null;
    const base = { action, effect: effect as Question['effect'], ...placeOf(fields), resource, numbers };
    // A hold and its end belong to the look: all looks into a queue are asked once.
    const memory = `${base.profile} ${base.scope?.region} ${resource}`;
    let confirmation = effect === 'look' ? asking?.given.get(memory) : undefined;
    if (effect === 'destroy') {
      const name = shortName(resource ?? base.profile ?? action);
      confirmation = (await question({ ...base, confirmation: name, reason: null })) ?? undefined;
      if (confirmation === undefined) return undefined;
    }
    for (;;) {
      const callId = crypto.randomUUID();
      try {
        return await call(procedure, { ...fields, callId, confirmation } as InputOf<P>);
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        const wanted = error.failure.code === 'CONFIRMATION_NEEDED' ? error.failure.confirmation : undefined;
        if (error.failure.code === 'DISCONNECTED') {
          const outcome = await outcomeOf(callId, error.failure);
          if (outcome) throw new CallFailed(outcome);
          answerLost.value = true;
          return undefined;
        }
        if (wanted === undefined || wanted === confirmation) throw error;
        const all = { ...numbers, ...error.failure.numbers };
        const answer = await question({
          ...base,
          numbers: all,
          confirmation: wanted,
          reason: error.failure.message,
        });
        if (answer == null) return undefined;
        confirmation = answer;
        if (effect === 'look') asking?.given.set(memory, answer);
      }
    }
  }

  function reset(): void {
    failure.value = null;
    answerLost.value = false;
  }

  async function run(
    input: InputOf<P>,
    numbers: Record<string, number> = {},
  ): Promise<OutputOf<P> | undefined> {
    pending.value = true;
    reset();
    try {
      return await attempt(input, numbers);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      failure.value = error.failure;
      return undefined;
    } finally {
      pending.value = false;
      void invalidate(procedure);
    }
  }

  return { run, pending: readonly(pending), failure, answerLost: readonly(answerLost), reset };
}
