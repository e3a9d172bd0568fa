import type { LatestTask } from '../../../contract/redrives-tasks.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { createConcurrency } from '../../aws/limiter.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { listTasks } from './tasks.ts';

/** The newest move task of many queues. */
export function createLatest(
  services: Services,
  arnOf: (scope: Scope, queueUrl: string, signal: AbortSignal) => Promise<string>,
): Handlers<'redrives'>['latest'] {
  const bound = createConcurrency(6);
  return ({ scope, urls }, { signal }) => {
    const one = async (url: string): Promise<LatestTask> => {
      try {
        const [task = null] = await listTasks(services, scope, await arnOf(scope, url, signal), signal, 1);
        return { url, task, failure: null };
      } catch (error) {
        if (!isFailure(error) || signal.aborted) throw error;
        return { url, task: null, failure: toFailure(error) };
      }
    };
    return Promise.all(urls.map((url) => bound(() => one(url))));
  };
}
