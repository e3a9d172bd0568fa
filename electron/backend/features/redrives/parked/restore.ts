import { randomUUID } from 'node:crypto';
import type { Job, JobOrder } from '../../../../contract/jobs.ts';
import { isFifoName } from '../../../../domain/arn.ts';
import { fail } from '../../../failures.ts';
import type { Call, Handlers } from '../../../handlers.ts';
import { plainOrder } from '../../../jobs/redrive/model.ts';
import type { StoredOrder } from '../../../jobs/redrive-work.ts';
import type { HostServices } from '../../../services.ts';
import { destinationKey, queueKey } from '../../../store/jobs.ts';
import type { Adopter } from '../../jobs/adopt.ts';
import { toRestorePlan } from './plan.ts';
import { readTarget } from './target.ts';

type Restoring = Pick<Handlers<'redrives'>, 'restore' | 'restorePlan'>;

/** Bringing parked messages back, as a job of the same engine. */
export function createRestore(services: HostServices, adopter: Adopter): Restoring {
  const { store, host, workshop } = services;

  return {
    async restorePlan({ scope, target, source, choice, ...manner }, { signal }) {
      const known = await readTarget(services, scope, target, signal);
      const { maximumSize } = known;
      const facts = await workshop.call('parked.facts', { source, choice, maximumSize });
      return toRestorePlan(source, known, facts, manner);
    },

    async restore({ scope, target, source, choice, groupId, skipFailed, rate }, call: Call): Promise<Job> {
      const { destination, fifo, maximumSize } = await readTarget(services, scope, target, call.signal);
      const id = randomUUID();
      const meant = await workshop.call('parked.ids', { source, choice });
      const messages = store.together(() => {
        const ids = store.parked.returning.claim(meant, id);
        if (ids.length === 0) {
          throw fail(
            'CONFLICT',
            'None of these messages is parked any more, or a job brings them back now.',
            {
              resource: source.queueUrl,
            },
          );
        }
        const order: StoredOrder = {
          ...plainOrder,
          job: id,
          source: queueKey(source),
          destination: destinationKey(destination) ?? '',
          sourceFifo: isFifoName(source.queueUrl),
          destinationFifo: fifo,
          keep: false,
          some: true,
          groupId: groupId ?? null,
          skipFailed,
          unanswered: 'resend',
          depth: ids.length,
          maximumSize,
          rate: rate ?? null,
        };
        const shown = shownOrder(rate);
        const at = host.clock.now();
        const total = ids.length;
        store.jobs.create({ id, kind: 'restore', source, destination, order, shown, ids, total, at });
        return total;
      });
      call.note({ job: id, messages, from: source.queueUrl });
      await adopter.take([id]);
      const job = store.jobs.get(id, host.clock);
      if (!job) throw fail('INTERNAL', 'The job could not be read back.');
      return job;
    },
  };
}

const shownOrder = (rate: number | undefined): JobOrder => ({
  by: 'ids',
  where: null,
  transform: null,
  edits: 0,
  rate: rate ?? null,
  most: null,
  stages: [],
  settleSeconds: 0,
  returnsAllowed: 0,
  stopOnFailure: false,
  keepDeduplicationId: false,
});
