import type { Message } from '@aws-sdk/client-sqs';
import type { SeenMessage } from '../../../contract/messages.ts';
import { fail } from '../../failures.ts';
import type { Services } from '../../services.ts';
import { toQueueRef } from '../queues/attributes.ts';
import type { Place } from './look-state.ts';
import { toSeenMessage } from './to-seen.ts';
import { readFauxqs, readLocalstack } from './view-answers.ts';

/** An emulator's own view of a queue, which receives nothing. */
export interface View {
  /** The emulator's name, for the page. */
  name: string;
  /** All messages of the queue; those in flight and delayed too, where the emulator shows them. */
  read(queueUrl: string, signal: AbortSignal): Promise<SeenMessage[]>;
}

/** Which endpoints have a view of their own. */
export interface Views {
  /** Asked once of each endpoint, then remembered; null when it has none, and always for AWS. */
  of(place: Place, signal: AbortSignal): Promise<View | null>;
}

interface Kind {
  name: string;
  path(queueUrl: string): string;
  /** The messages of an answer; null when it is not this kind's answer. */
  messages(answer: unknown): Message[] | null;
}

/** [LocalStack docs: SQS, developer endpoints; Floci docs: SQS, local inspection; fauxqs README: queue inspection] */
const kinds: readonly Kind[] = [
  {
    name: 'LocalStack',
    path: (queueUrl) =>
      `/_aws/sqs/messages?${new URLSearchParams({ QueueUrl: queueUrl, ShowInvisible: 'true', ShowDelayed: 'true' })}`,
    messages: readLocalstack,
  },
  {
    name: 'fauxqs',
    path: (queueUrl) => `/_fauxqs/queues/${encodeURIComponent(toQueueRef(queueUrl).name)}`,
    messages: readFauxqs,
  },
];

/** How long an endpoint has for its view, ms. */
const patience = 5_000;

/** Makes the views of a backend. No credentials are sent to a view. */
export function createViews({ host, profiles }: Services): Views {
  const known = new Map<string, Kind | null>();

  const ask = async (endpoint: string, path: string, signal: AbortSignal): Promise<Response> =>
    fetch(new URL(path, endpoint), {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });

  const probe = async (endpoint: string, queueUrl: string, signal: AbortSignal): Promise<Kind | null> => {
    for (const kind of kinds) {
      const answer = await ask(endpoint, kind.path(queueUrl), signal).catch(() => null);
      // Out of reach, or broken: that says nothing of what it offers, so it is asked again next time.
      if (!answer || answer.status >= 500) {
        if (answer?.status !== 501) return null;
        continue;
      }
      const text = await answer.text().catch(() => '');
      if (answer.ok && kind.messages(parse(text))) {
        known.set(endpoint, kind);
        return kind;
      }
      // It knows the question, but not this queue: that says nothing for good.
      if (/NonExistentQueue|QueueDoesNotExist/.test(text)) return null;
    }
    known.set(endpoint, null);
    return null;
  };

  return {
    async of({ scope, queueUrl }, signal) {
      const profile = await profiles.get(scope.profile);
      const endpoint = await profiles.endpoint(scope.profile, 'sqs');
      if (profile.kind !== 'endpoint' || !endpoint) return null;
      const kind = known.has(endpoint) ? known.get(endpoint) : await probe(endpoint, queueUrl, signal);
      if (!kind) return null;
      return {
        name: kind.name,
        async read(url, reading) {
          const answer = await ask(endpoint, kind.path(url), reading).catch(() => null);
          if (answer?.status === 400 || answer?.status === 404)
            throw fail('NOT_FOUND', 'The queue does not exist at this endpoint.', { resource: url });
          const messages = answer?.ok ? kind.messages(parse(await answer.text())) : null;
          if (!messages)
            throw fail('AWS_FAULT', `${kind.name} did not show its messages.`, {
              resource: url,
              retryable: true,
            });
          const now = host.clock.now();
          return messages
            .map((message) => toSeenMessage(message, now))
            .sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0));
        },
      };
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
