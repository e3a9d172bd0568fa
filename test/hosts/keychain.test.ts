import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keychainReason, troubleOf } from '../../electron/backend/secrets/keychain.ts';
import { keyringMissing, runInSession, type Keyring } from '../support/keyring-session.ts';

const missing = keyringMissing();
if (missing) process.stdout.write(`skipped: the keychain: ${missing}\n`);
const program = path.resolve(import.meta.dirname, '../support/keyring-program.ts');

describe.skipIf(missing !== null)(
  `the keychain of the system${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'spillway-keyring-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const run = (step: string, keyring: Keyring) =>
      runInSession(folder, keyring, program, [step, path.join(folder, 'spillway')]);

    // Each step is a session of its own, with bus and keyring.
    it(
      'keeps the keys of a profile over processes and sessions, until the profile is removed',
      { timeout: 90_000 },
      async () => {
        expect(await run('make', 'unlocked')).toEqual({
          kind: 'keychain',
          trouble: null,
          reason: null,
          there: true,
          hasKeys: true,
        });
        expect(await run('look', 'unlocked')).toEqual({
          kind: 'keychain',
          trouble: null,
          reason: null,
          there: true,
          hasKeys: true,
        });
        // A session without the keychain knows the profile, and says why it has no keys.
        expect(await run('look', 'no bus')).toEqual({
          kind: 'memory',
          trouble: 'absent',
          reason: expect.stringMatching(/^No keychain service runs in this session/),
          there: true,
          hasKeys: false,
        });
        const files = readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
        expect(files.join('\n')).not.toContain('s3cret-in-the-keychain');
        expect(await run('remove', 'unlocked')).toMatchObject({ there: false, hasKeys: null });
      },
    );

    it(
      'that is locked or has no keyring gives way to the memory, and says what to do',
      { timeout: 90_000 },
      async () => {
        expect(await run('make', 'locked')).toMatchObject({
          kind: 'memory',
          reason: expect.stringMatching(/Unlock it|Make a login keyring|Start one/),
          there: true,
          hasKeys: true,
        });
        expect(await run('remove', 'no bus')).toMatchObject({ there: false });
      },
    );
  },
);

describe('what a keychain says', () => {
  it.each([
    [
      'Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time, set your DBUS_SESSION_BUS_ADDRESS instead',
      /^No keychain service runs/,
      'absent',
    ],
    [
      'zbus error: Failed to connect to address unix:path=/run/user/0/bus',
      /^No keychain service runs/,
      'absent',
    ],
    ["Couldn't access platform storage: Secret Service: no result found", /holds no keyring yet/, 'empty'],
    [
      "Couldn't access platform storage: Secret Service: unlock prompt was dismissed",
      /locked.*Unlock it/,
      'locked',
    ],
    [
      'zbus error: org.freedesktop.Secret.Error.IsLocked: the collection is locked',
      /locked.*Unlock it/,
      'locked',
    ],
    [
      'Cannot find native binding. npm has a bug related to optional dependencies',
      /not supported by this installation/,
      'unsupported',
    ],
    ['Something else', /^The keychain refused: Something else$/, 'refused'],
  ])('%s', (words, expected, trouble) => {
    const reason = keychainReason(new Error(words));
    expect(reason).toMatch(expected);
    expect(troubleOf(reason)).toBe(trouble);
  });
});
