import type { Surroundings } from './model-process.ts';

/** Somebody else reads the source, works, fails or forgets. */
export function compete(
  { source, time, chance }: Surroundings,
  consumed: Set<string>,
  isOver: () => boolean,
): void {
  const turn = (): void => {
    if (isOver()) return;
    for (const message of source.receive(3, 30_000)) {
      if (!chance.hit(0.3)) continue;
      time.clock.after(chance.between(100, 25_000), () => {
        const { done } = source.remove(message.handle!);
        if (done) consumed.add(done.id);
      });
    }
    time.clock.after(chance.between(5000, 60_000), turn);
  };
  time.clock.after(chance.between(1, 10_000), turn);
}

/** Somebody has looked at the source, and lets go of nothing for minutes. */
export function forget({ source, chance }: Surroundings): void {
  source.receive(3, chance.between(30_000, 400_000));
}

/** A consumer of a destination fails: SQS moves copies to the dead-letter queue, and that is our source. */
export function bounce(
  { source, destinations, time, chance, disk, corrupted }: Surroundings,
  isOver: () => boolean,
): void {
  let times = 0;
  const turn = (): void => {
    if (isOver() || times > 5) return;
    const known = new Set([...disk.rows.values()].map(({ newId }) => newId));
    const [copy] = chance.shuffled(
      [...destinations.values()]
        .flatMap(({ messages }) => messages)
        .filter(({ id, deletedAt }) => deletedAt === null && known.has(id) && !corrupted.has(id)),
    );
    if (copy) {
      times += 1;
      copy.deletedAt = time.clock.now();
      source.put(copy);
    }
    time.clock.after(chance.between(1000, 30_000), turn);
  };
  time.clock.after(chance.between(500, 20_000), turn);
}
