import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/backend/store/database.ts';
import { openLeases } from '../../../electron/backend/store/leases.ts';
import { openStore } from '../../../electron/backend/store/store.ts';
import { createHeldClock } from '../../support/clock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const update = (sql: string, ...values: Array<string | number>): void => {
  const db = openDatabase(folder);
  db.prepare(sql).run(...values);
  db.close();
};

describe('settings', () => {
  it('begin with their defaults, change field by field, and are shared by two processes', () => {
    const one = openStore(folder);
    const two = openStore(folder);
    expect(one.settings.get()).toMatchObject({ theme: 'system', language: 'system', pinned: [] });
    one.settings.set({ theme: 'dark' });
    two.settings.set({ language: 'ko' });
    expect(one.settings.get()).toMatchObject({ theme: 'dark', language: 'ko', timeZone: 'local' });
    one.close();
    two.close();
  });

  it('fall back to the default where a stored value no longer fits', () => {
    update("INSERT INTO settings VALUES ('theme', '\"purple\"'), ('timeZone', '\"utc\"'), ('gone', '1')");
    const store = openStore(folder);
    expect(store.settings.get()).toMatchObject({ theme: 'system', timeZone: 'utc' });
    store.close();
  });
});

describe('audit rows', () => {
  const start = {
    at: 1,
    action: 'messages.send',
    effect: 'write',
    profile: 'p',
    region: 'r',
    resource: 'q',
  } as const;

  it('of one millisecond stand in the order in which they began, over pages too', () => {
    const store = openStore(folder);
    const ids = ['c', 'a', 'd', 'b'];
    for (const id of ids) store.audit.begin({ id, ...start });
    const first = store.audit.list({ limit: 2 }).map(({ id }) => id);
    const rest = store.audit.list({ limit: 9, before: { at: 1, id: first[1] ?? '' } }).map(({ id }) => id);
    expect([...first, ...rest]).toEqual(ids.toReversed());
    store.close();
  });

  it('left running by a dead process become unknown at the next start', () => {
    const store = openStore(folder);
    const id = randomUUID();
    store.audit.begin({ id, ...start });
    store.close();
    update('UPDATE audit SET pid = ?', deadPid());
    const next = openStore(folder);
    expect(next.audit.get(id)).toMatchObject({ outcome: 'unknown' });
    next.close();
  });

  it('of an earlier process with the same pid become unknown too', () => {
    const store = openStore(folder);
    const id = randomUUID();
    store.audit.begin({ id, ...start });
    store.close();
    update('UPDATE audit SET started = started - 60000');
    const next = openStore(folder);
    expect(next.audit.get(id)).toMatchObject({ outcome: 'unknown' });
    next.close();
  });

  it('of a living process stay running, also on another machine', () => {
    const store = openStore(folder);
    const [here, there] = [randomUUID(), randomUUID()];
    store.audit.begin({ id: here, ...start });
    store.audit.begin({ id: there, ...start });
    update("UPDATE audit SET machine = 'elsewhere', pid = ? WHERE id = ?", deadPid(), there);
    const next = openStore(folder);
    expect([here, there].map((id) => next.audit.get(id)?.outcome)).toEqual(['running', 'running']);
    next.close();
    store.close();
  });
});

describe('leases', () => {
  it('one process at a time has it, and the others read what it wrote', () => {
    const clock = createHeldClock();
    const [one, two] = [openLeases(folder, clock), openLeases(folder, clock)];
    const lease = one.take('sandbox', '');
    expect(two.take('sandbox', 'x')).toBeNull();
    expect(lease?.write('http://127.0.0.1:1')).toBe(true);
    expect(two.read('sandbox')).toBe('http://127.0.0.1:1');
    one.close();
    expect(two.read('sandbox')).toBeNull();
    expect(two.take('sandbox', 'y')?.epoch).toBe(2);
    two.close();
  });

  it('lives as long as its heartbeat, and not 15 s longer', async () => {
    const clock = createHeldClock();
    const [one, two] = [openLeases(folder, clock), openLeases(folder, clock)];
    one.take('sandbox', 'a');
    await clock.pass(60_000, 1000);
    expect(two.read('sandbox')).toBe('a');
    // As a process that hangs: its clock stands, the world's goes on.
    const later = createHeldClock(clock.now() + 15_001);
    const three = openLeases(folder, later);
    expect(three.read('sandbox')).toBeNull();
    expect(three.take('sandbox', 'b')).not.toBeNull();
    for (const leases of [one, two, three]) leases.close();
  });

  it('is taken over at once when its owner on this machine is dead', () => {
    const clock = createHeldClock();
    const one = openLeases(folder, clock);
    one.take('sandbox', 'a');
    update('UPDATE lease SET pid = ?', deadPid());
    const two = openLeases(folder, clock);
    expect(two.take('sandbox', 'b')).not.toBeNull();
    expect(two.read('sandbox')).toBe('b');
    two.close();
    one.close();
  });

  it('that was lost can no longer be written', async () => {
    const clock = createHeldClock();
    const one = openLeases(folder, clock);
    const lost = one.take('sandbox', 'a')!;
    update("UPDATE lease SET owner = 'another', value = 'b'");
    expect(lost.write('a2')).toBe(false);
    await clock.pass(6_000, 1000);
    lost.release();
    expect(one.read('sandbox')).toBe('b');
    one.close();
  });
});
