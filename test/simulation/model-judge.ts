import type { Judge, Received } from '../../electron/backend/jobs/redrive/model.ts';
import type { Surroundings } from './model-process.ts';

/** Expressions: a predicate by the message's number, and a transform that never gives the same twice. */
export function createModelJudge(
  { order, disk, monitor, world, chance }: Surroundings,
  pass: (ms: number) => Promise<void>,
): Judge | null {
  if (order.where === null && order.transform === null) return null;
  return {
    async where(messages) {
      for (const { id } of messages) monitor.asked(disk.rows, id);
      await pass(chance.between(1, 50));
      return messages.map(({ id }) =>
        world.isBroken(id) ? { ok: false, error: 'no number' } : { ok: true, value: world.fits(id) },
      );
    },
    async transform(messages) {
      await pass(chance.between(1, 50));
      return messages.map(({ id, content }: Received) =>
        world.isBroken(id)
          ? { ok: false, error: 'no number' }
          : {
              ok: true,
              value: { content: { ...content, body: `${content.body} made ${world.once()}` }, dedupId: null },
            },
      );
    },
  };
}
