import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../electron/contract/index.ts';
import type { AuditEntry } from '../../electron/contract/index.ts';

/** A backend of a few procedures, enough to see what a transport does with calls. */
export interface SmallBackend {
  router: ReturnType<typeof routerOf>;
  seen: Seen;
}

interface Seen {
  /** Calls by procedure, in order of arrival. */
  calls: string[];
  /** Streams that are open now. */
  streams: number;
  /** Calls whose signal was aborted. */
  aborted: string[];
  outcomes: Map<string, AuditEntry>;
  /** Held back answers: `settings.set` waits while this is set. */
  gate: Promise<void> | null;
}

function routerOf(seen: Seen) {
  const os = implement(contract);
  const entry = (id: string): AuditEntry => ({
    id,
    at: 1,
    action: 'settings.set',
    effect: 'write',
    profile: null,
    region: null,
    resource: null,
    outcome: 'done',
    failure: null,
    took: 1,
    summary: {},
  });
  return {
    settings: {
      about: os.settings.about.handler(() => {
        seen.calls.push('settings.about');
        return {
          version: '1',
          host: 'test' as const,
          node: process.version,
          dataDir: '/',
          sandboxEndpoint: null,
        };
      }),
      get: os.settings.get.handler(async ({ signal }) => {
        seen.calls.push('settings.get');
        // Never answers: only an abort ends it.
        return await new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            seen.aborted.push('settings.get');
            reject(signal.reason);
          });
        });
      }),
      set: os.settings.set.handler(async ({ input }) => {
        seen.calls.push('settings.set');
        if (input.callId) seen.outcomes.set(input.callId, entry(input.callId));
        await seen.gate;
        return {
          theme: input.theme ?? 'system',
          language: 'system' as const,
          timeZone: 'local' as const,
          workspace: input.workspace ?? [],
          pinned: [],
          added: [],
        };
      }),
    },
    profiles: {
      identify: os.profiles.identify.handler(() => {
        throw new ORPCError('SSO_LOGIN_NEEDED', {
          message: 'The session has ended.',
          data: { retryable: false, command: 'aws sso login --profile shop' },
        });
      }),
    },
    audit: {
      outcome: os.audit.outcome.handler(({ input }) => seen.outcomes.get(input.callId) ?? null),
    },
    queues: {
      watch: os.queues.watch.handler(async function* ({ signal }) {
        seen.calls.push('queues.watch');
        seen.streams += 1;
        try {
          for (let step = 0; !signal?.aborted; step++) {
            yield [{ url: `step-${step}`, summary: null, failure: null, period: 2000, throttled: false }];
            if (step > 0)
              await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
          }
        } finally {
          seen.streams -= 1;
        }
      }),
    },
  };
}

export function createSmallBackend(): SmallBackend {
  const seen: Seen = { calls: [], streams: 0, aborted: [], outcomes: new Map(), gate: null };
  return { router: routerOf(seen), seen };
}
