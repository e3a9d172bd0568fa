import { createCaptureTasks } from '../features/captures/tasks.ts';
import { createJobTasks, type JobHost } from '../jobs/tasks.ts';
import type { Services } from '../services.ts';
import type { Functions } from './link.ts';

/** What the worker does for the host: heavy queries and jobs, by `feature.name`. `input` and output are cloned on the way. */
export function createTasks(services: Services, jobHost: JobHost) {
  const jobs = createJobTasks(services, jobHost);
  const tasks = { ...createCaptureTasks(services), ...jobs.tasks } satisfies Functions;
  return { tasks, close: jobs.close };
}

/** See {@link createTasks}. */
export type Tasks = ReturnType<typeof createTasks>['tasks'];
