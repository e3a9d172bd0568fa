import { randomUUID } from 'node:crypto';
import type { Scope } from '../../../contract/procedure.ts';
import type { Capability } from '../../../contract/profiles.ts';
import { createConcurrency } from '../../aws/limiter.ts';
import { probesOf, type Probe } from '../../aws/probes.ts';
import { isFailure, type FailureError } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import type { KnownCapabilities } from '../../store/capabilities.ts';

/** Asking endpoints what they offer. */
export interface Asking {
  capabilities: Handlers<'profiles'>['capabilities'];
  /** Drops what the endpoints of a profile told. */
  forget(profile: string): Promise<void>;
}

/** A server may have been updated since: what it told counts for a day. */
const release = 24 * 60 * 60_000;
/** What some of the questions could not find out is asked again sooner. */
const retry = 10 * 60_000;
const patience = 10_000;
const atOnce = 4;

/** What endpoints offer, asked once and then remembered. AWS itself offers all, and is not asked. */
export function createAsking(services: Services): Asking {
  const { host, profiles, clients, credentialsOf, store } = services;
  const running = new Map<string, Promise<KnownCapabilities>>();

  const addressOf = async (profile: string): Promise<string | null> => {
    const own = await Promise.all(
      (['sqs', 'sns', 'sts', 'cloudwatch', 's3'] as const).map((service) =>
        profiles.endpoint(profile, service),
      ),
    );
    const addresses = [...new Set(own.map((address) => address ?? 'aws'))];
    return addresses.every((address) => address === 'aws') ? null : addresses.join(' ');
  };

  const ask = async (scope: Scope, address: string): Promise<KnownCapabilities> => {
    // Fails here, in words about the sign-in, rather than in each question.
    await credentialsOf(scope.profile);
    const inTurn = createConcurrency(atOnce);
    const checkedAt = host.clock.now();
    const probes = probesOf(clients, scope, `spillway-asks-${randomUUID()}`, checkedAt);
    const capabilities = await Promise.all(
      probes.map(async (probe): Promise<Capability> => {
        const { service, action } = probe;
        const own = await profiles.endpoint(scope.profile, service);
        if (own === undefined) return { service, action, state: 'offered', answer: null };
        return { service, action, ...(await inTurn(() => question(probe))) };
      }),
    );
    const known = { checkedAt, capabilities };
    if (capabilities.some(({ state }) => state !== 'unknown')) store.capabilities.set(address, known);
    return known;
  };

  return {
    async capabilities({ scope, refresh }) {
      const address = await addressOf(scope.profile);
      if (address === null) {
        const all = probesOf(clients, scope, 'unused', host.clock.now());
        const offered = all.map(({ service, action }) => ({
          service,
          action,
          state: 'offered' as const,
          answer: null,
        }));
        return { checkedAt: null, capabilities: offered };
      }
      const known = store.capabilities.get(address);
      const age = host.clock.now() - (known?.checkedAt ?? -Infinity);
      // An attribute stays unknown where the answer said neither.
      const isWhole = known?.capabilities.every(
        ({ action, state }) => state !== 'unknown' || action.includes(':'),
      );
      if (known && !refresh && age < (isWhole ? release : retry)) return known;
      const asked = running.get(address) ?? ask(scope, address).finally(() => running.delete(address));
      running.set(address, asked);
      return asked;
    },
    async forget(profile) {
      try {
        const address = await addressOf(profile);
        if (address !== null) store.capabilities.remove(address);
      } catch (error) {
        // Gone from the files, or a sandbox that does not run here: nothing says which endpoint it was.
        if (!isFailure(error)) throw error;
      }
    },
  };
}

async function question(probe: Probe): Promise<Pick<Capability, 'state' | 'answer'>> {
  try {
    await probe.ask(AbortSignal.timeout(patience));
    return { state: 'offered', answer: null };
  } catch (error) {
    if (!isFailure(error)) return { state: 'unknown', answer: null };
    return judge(error, probe.refusedBy);
  }
}

/** What a refusal says of the action: refused for its arguments, the action is there. */
function judge(failure: FailureError, refusedBy: RegExp | undefined): Pick<Capability, 'state' | 'answer'> {
  const { code, message, data } = failure;
  const answer = [data.awsCode, message].filter(Boolean).join(': ');
  // A server that breaks over an action it has never heard of, and has no AWS error for that, breaks each time.
  const isBroken = code === 'AWS_FAULT' && data.awsCode === 'HTTP 500';
  if (code === 'UNSUPPORTED' || isBroken) return { state: 'lacking', answer };
  if (refusedBy)
    return refusedBy.test(message) ? { state: 'lacking', answer } : { state: 'unknown', answer: null };
  const isThere =
    code === 'NOT_FOUND' || code === 'AWS_REFUSED' || code === 'INVALID_INPUT' || code === 'CONFLICT';
  return { state: isThere ? 'offered' : 'unknown', answer: null };
}
