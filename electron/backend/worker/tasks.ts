import { createExpressions } from '../expressions/expressions.ts';
import { createCausesTask } from '../features/captures/causes-task.ts';
import { createCaptureTasks } from '../features/captures/tasks.ts';
import { createWhereTask } from '../features/captures/where-task.ts';
import { createCapturedTask } from '../features/redrives/captured-task.ts';
import { createExpressionTasks } from '../features/redrives/expression-tasks.ts';
import { createParkedTasks } from '../features/redrives/parked/tasks.ts';
import { createReceiversTask } from '../features/redrives/receivers-task.ts';
import { createJobTasks, type JobHost } from '../jobs/tasks.ts';
import type { Services } from '../services.ts';
import type { Functions } from './link.ts';

/** What the worker does for the host: heavy queries and jobs, by `feature.name`. `input` and output are cloned on the way. */
export function createTasks(services: Services, jobHost: JobHost) {
  const jobs = createJobTasks(services, jobHost);
  // Apart from the jobs' own: what somebody tries out must not wait for them, nor they for it.
  const expressions = createExpressions();
  const tasks = {
    ...createCaptureTasks(services),
    ...createCausesTask(services),
    ...createWhereTask(services, expressions),
    ...createExpressionTasks(services, expressions),
    ...createCapturedTask(services, expressions),
    ...createParkedTasks(services),
    ...createReceiversTask(services),
    ...jobs.tasks,
  } satisfies Functions;
  return {
    tasks,
    close(): ReturnType<typeof jobs.close> {
      expressions.close();
      return jobs.close();
    },
  };
}

/** See {@link createTasks}. */
export type Tasks = ReturnType<typeof createTasks>['tasks'];
