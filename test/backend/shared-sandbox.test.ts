import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLeases, type Leases } from '../../electron/backend/store/leases.ts';
import { systemClock } from '../../electron/backend/system-clock.ts';
import { ownOrJoin } from '../../electron/sandbox/own-or-join.ts';
import { createHeldClock, settle } from '../support/clock.ts';

let dataDir: string;
let all: Leases[];
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'spillway-shared-'));
  all = [];
});
afterEach(() => {
  for (const leases of all) leases.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const leasesOf = (clock = systemClock): Leases => {
  const leases = openLeases(dataDir, clock);
  all.push(leases);
  return leases;
};
const answers = async (endpoint: string): Promise<boolean> =>
  fetch(endpoint, { method: 'POST' }).then(
    () => true,
    () => false,
  );

it('the first runs the sandbox, the second joins it and leaves it alone', async () => {
  const first = await ownOrJoin({ dataDir, leases: leasesOf(), clock: systemClock });
  const second = await ownOrJoin({ dataDir, leases: leasesOf(), clock: systemClock });
  expect([first.owned, second.owned]).toEqual([true, false]);
  expect(second.endpoint).toBe(first.endpoint);
  await second.close();
  expect(await answers(first.endpoint)).toBe(true);
  await first.close();
  expect(await answers(first.endpoint)).toBe(false);
});

it('the second takes over when the first has gone, at the same address', async () => {
  const clock = createHeldClock();
  const first = await ownOrJoin({ dataDir, leases: leasesOf(clock), clock });
  const second = await ownOrJoin({ dataDir, leases: leasesOf(clock), clock });
  const { endpoint } = first;
  await first.close();
  await clock.pass(2_500, 500);
  await expect.poll(() => second.owned).toBe(true);
  expect(second.endpoint).toBe(endpoint);
  expect(await answers(endpoint)).toBe(true);
  await second.close();
});

it('the second waits while the first is still starting', async () => {
  const clock = createHeldClock();
  const lease = leasesOf(clock).take('sandbox', '')!;
  let joined: string | undefined;
  const joining = ownOrJoin({ dataDir, leases: leasesOf(clock), clock }).then((sandbox) => {
    joined = sandbox.endpoint;
    return sandbox;
  });
  await clock.pass(1_000, 100);
  expect(joined).toBeUndefined();
  lease.write('http://127.0.0.1:9');
  await clock.pass(200, 100);
  await settle();
  expect(joined).toBe('http://127.0.0.1:9');
  await (await joining).close();
});
