import type { DeadLetterSources } from '../../../contract/queues-dead-letters.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { createRemembered } from '../../aws/remembered.ts';
import type { Concurrency } from '../../aws/limiter.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { readSources } from './sources.ts';

/** Sources hardly ever change; who changed one asks again. */
const KEPT = 5 * 60_000;

/** Who sends to each dead-letter queue, as SQS confirms it. */
export function createDeadLetters(
  services: Services,
  boundOf: (scope: Scope) => Concurrency,
): Handlers<'queues'>['deadLetters'] {
  const { clock } = services.host;
  const answers = createRemembered<DeadLetterSources>(clock, KEPT);

  const read = async (scope: Scope, url: string, signal: AbortSignal): Promise<DeadLetterSources> => ({
    url,
    sources: await readSources(services, scope, url, signal),
    readAt: clock.now(),
    failure: null,
  });

  return ({ scope, urls, again }, { signal }) => {
    const bound = boundOf(scope);
    const one = async (url: string): Promise<DeadLetterSources> => {
      const key = JSON.stringify([scope.profile, scope.region, url]);
      try {
        return await answers.of(key, () => bound(() => read(scope, url, signal)), again);
      } catch (error) {
        if (!isFailure(error) || signal.aborted) throw error;
        return { url, sources: null, readAt: clock.now(), failure: toFailure(error) };
      }
    };
    return Promise.all(urls.map(one));
  };
}
