import type { Cancel } from '../../../domain/clock.ts';
import type { HostServices } from '../../services.ts';

/** Brings jobs to the worker of this host. */
export interface Adopter {
  /** Takes up those that no living process has. */
  take(ids: string[]): Promise<void>;
  /** From now on takes up every job that is left alone: for hosts that stay. */
  start(): void;
  close(): void;
}

const interval = 5000;

/** Makes the adopter of a host. The worker begins with the first job. */
export function createAdopter({ store, workshop, host }: HostServices): Adopter {
  let cancel: Cancel | undefined;
  const take = async (ids: string[]): Promise<void> => {
    if (ids.length > 0) await workshop.call('jobs.take', { ids });
  };
  const look = (): void => {
    const alone = store.jobs.open().filter((id) => store.jobs.get(id, host.clock)?.owned === false);
    void take(alone).catch((error: unknown) => host.log.warn({ err: error }, 'jobs could not be taken up'));
    cancel = host.clock.after(interval, look);
  };
  return { take, start: look, close: () => cancel?.() };
}
