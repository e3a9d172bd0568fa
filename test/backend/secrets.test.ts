import { expect, it } from 'vitest';
import type { Keychain, KeychainEntries } from '../../electron/backend/secrets/keychain.ts';
import { createVault } from '../../electron/backend/secrets/vault.ts';

/** A keychain that can be locked, and counts how often it was asked for. */
function createLockable(locked: boolean) {
  const held = new Map<string, string>();
  const state = { locked, opened: 0, held };
  const check = (): Promise<void> =>
    state.locked ? Promise.reject(new Error('it is locked')) : Promise.resolve();
  const entries: KeychainEntries = {
    get: async (name) => (await check(), held.get(name) ?? null),
    set: async (name, secret) => (await check(), void held.set(name, secret)),
    remove: async (name) => (await check(), void held.delete(name)),
  };
  const open = (): Promise<Keychain> => {
    state.opened += 1;
    return Promise.resolve(state.locked ? { reason: 'The keychain is locked. Unlock it.' } : entries);
  };
  return { state, vault: createVault({}, open) };
}

it('secrets go to the keychain, which is opened once', async () => {
  const { state, vault } = createLockable(false);
  await vault.set('a', 'one');
  expect(await vault.get('a')).toBe('one');
  expect(await vault.where()).toEqual({ kind: 'keychain', reason: null });
  await vault.remove('a');
  expect(await vault.get('a')).toBeNull();
  expect(state).toMatchObject({ opened: 1 });
});

it('without one they are in memory, and move over as soon as it is unlocked', async () => {
  const { state, vault } = createLockable(true);
  await vault.set('a', 'one');
  expect(await vault.where()).toEqual({ kind: 'memory', reason: 'The keychain is locked. Unlock it.' });
  expect(await vault.get('a')).toBe('one');
  expect(state.held.size).toBe(0);
  state.locked = false;
  expect(await vault.where()).toEqual({ kind: 'keychain', reason: null });
  expect(state.held.get('a')).toBe('one');
  expect(await vault.get('a')).toBe('one');
});

it('one that is locked later still takes no secret away: the next one is in memory, and told', async () => {
  const { state, vault } = createLockable(false);
  await vault.set('a', 'one');
  state.locked = true;
  await vault.set('b', 'two');
  expect(await vault.get('b')).toBe('two');
  expect(await vault.get('a')).toBeNull();
  expect(await vault.where()).toMatchObject({ kind: 'memory', reason: expect.stringMatching(/locked/) });
});

it('a secret that is removed is gone from the memory too', async () => {
  const { vault } = createLockable(true);
  await vault.set('a', 'one');
  await vault.remove('a');
  expect(await vault.get('a')).toBeNull();
});

it('a keychain that holds on to a secret is told', async () => {
  const { state, vault } = createLockable(false);
  await vault.set('a', 'one');
  state.locked = true;
  await expect(vault.remove('a')).rejects.toMatchObject({ code: 'CONFLICT' });
});
