import type { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChance } from '../simulation/virtual-time.ts';
import { createClients } from '../support/sandbox.ts';
import { startSandboxProcess, type SandboxProcess } from './processes.ts';
import type { Letter } from './mail.ts';
import { judge } from './verdict.ts';
import { createWorld, type Kind, type World } from './world.ts';

const rounds = Number(process.env['SPILLWAY_CRASH_ROUNDS'] ?? 20);
const seed = Number(process.env['SPILLWAY_CRASH_SEED'] ?? Date.now() % 1_000_000);
/** Requests of a redrive that may be under way at once, ten messages each. */
const workers = 4;

/**
 * Half of the rounds, over these kinds in turn: each redrive is killed two or three times. One kill is one test, and so is what
 * became of the messages. `part` keeps the seeds of the halves apart.
 */
export function describeKills(kinds: readonly Kind[], part: 0 | 1): void {
  let sandbox: SandboxProcess;
  let clients: ReturnType<typeof createClients>;
  let sqs: SQSClient;
  const sums = { kills: 0, messages: 0, doubled: 0, named: 0, seconds: 0 };
  const began = performance.now();

  beforeAll(async () => {
    sandbox = await startSandboxProcess();
    clients = createClients(sandbox.url);
    sqs = clients.sqs();
  });
  afterAll(async () => {
    sums.seconds = Math.round((performance.now() - began) / 1000);
    process.stdout.write(`crash: seed ${seed}: ${JSON.stringify(sums)}\n`);
    clients.close();
    await sandbox.stop();
  });

  for (const { kind, kills, ownSeed } of shareOut(kinds, part)) {
    describe(`${kind.name}, ${kills} kills, seed ${ownSeed}`, () => {
      let world: World;
      beforeAll(async () => {
        world = await createWorld(kind, ownSeed, kills, { sandbox, sqs });
      });
      afterAll(() => world.close());

      for (let kill = 1; kill <= kills; kill += 1) {
        it(
          `kill ${kill} comes in the middle, and every message is in one of the queues`,
          { timeout: 120_000 },
          async () => {
            const { toGo, accounted } = await world.kill();
            sums.kills += 1;
            expect(toGo).toBeGreaterThan(0);
            expect(accounted).toBeGreaterThanOrEqual(world.total);
          },
        );
      }
      it(
        'is brought to its end, with nothing lost and every double named',
        { timeout: 240_000 },
        async () => {
          const { ran, evidence, lostAnswers } = await world.finish();
          const { letters, arrived, job, items } = evidence;
          const doubled = arrived.length - new Set(arrived.map(({ number }) => number)).size;
          sums.messages += letters.length;
          sums.named += items.filter(({ doubt }) => doubt).length;
          sums.doubled += doubled;
          expect(judge({ ...kind, isChosen: () => true, ...evidence, expected: expectation(kind) })).toEqual(
            [],
          );
          expect(ran, `${ran.out}${ran.err}`).toMatchObject({ code: 0 });
          expect(job).toMatchObject({ state: 'done' });
          expect(doubled).toBeLessThanOrEqual(10 * (kills * workers + lostAnswers));
        },
      );
    });
  }
}

/** What does not change but by what was asked for: into a FIFO queue a message without a group is one of its own. */
const expectation =
  ({ destinationFifo, expected }: Kind) =>
  (letter: Letter, id: string): Letter => ({
    ...(expected?.(letter) ?? letter),
    group: letter.group ?? (destinationFifo ? id : null),
  });

function shareOut(
  kinds: readonly Kind[],
  part: 0 | 1,
): Array<{ kind: Kind; kills: number; ownSeed: number }> {
  const shares: ReturnType<typeof shareOut> = [];
  const chance = createChance(seed * 2 + part);
  let left = part === 0 ? Math.ceil(rounds / 2) : Math.floor(rounds / 2);
  for (let at = 0; left > 0; at += 1) {
    const kills = Math.min(left, chance.between(2, 3));
    left -= kills;
    shares.push({ kind: kinds[at % kinds.length]!, kills, ownSeed: chance.between(1, 999_999) });
  }
  return shares;
}
