import { createCaptureTasks } from '../features/captures/tasks.ts';
import type { Services } from '../services.ts';
import type { Functions } from './link.ts';

/** What the worker does for the host: heavy queries and jobs, by `feature.name`. `input` and output are cloned on the way. */
export function createTasks(services: Services) {
  return { ...createCaptureTasks(services) } satisfies Functions;
}

/** See {@link createTasks}. */
export type Tasks = ReturnType<typeof createTasks>;
