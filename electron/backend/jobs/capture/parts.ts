import { toQueueRef } from '../../features/queues/attributes.ts';
import type { Services } from '../../services.ts';
import type { JobHost } from '../tasks.ts';
import type { CaptureParts } from './desk.ts';
import { createQueueCalls } from './queue-calls.ts';

/** What a capture works with, out of what the worker has. */
export function toCaptureParts(
  services: Services,
  jobHost: JobHost,
  own: Pick<CaptureParts, 'job' | 'epoch' | 'clock'>,
): CaptureParts {
  const { source } = own.job;
  return {
    ...own,
    calls: createQueueCalls(services, source),
    fifo: toQueueRef(source.queueUrl).fifo,
    captures: services.store.captures,
    handles: services.store.captureHandles,
    remember: (place, messages) => jobHost.keepSeen({ place, messages }),
    tidy: () => jobHost.tidy(null),
  };
}
