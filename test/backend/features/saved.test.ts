import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../../electron/contract/index.ts';
import { databaseFile } from '../../../electron/backend/store/database.ts';
import { openStore } from '../../../electron/backend/store/store.ts';
import { failureOf, startTestBackend, type TestBackend } from '../../support/backend.ts';

let test: TestBackend;
beforeEach(async () => {
  test = await startTestBackend();
});
afterEach(() => test.close());

const message: OutgoingMessage = {
  body: '{"총액": 12345678901234567890}',
  attributes: { kind: { type: 'String', binary: false, value: 'Order' } },
  groupId: 'g',
};
const names = async (profile: string, search = ''): Promise<string[]> =>
  (await test.client.messages.saved({ profile, search })).map(({ name }) => name);

describe('a saved message', () => {
  it('comes back as it was, for its profile or for all', async () => {
    const tied = await test.client.messages.save({ name: ' big order ', profile: 'shop', message });
    await test.client.messages.save({ name: 'any', profile: null, message });
    expect(await test.client.messages.saved({ profile: 'shop' })).toMatchObject([
      { name: 'any', profile: null },
      { id: tied.id, name: 'big order', message },
    ]);
    expect(await names('other')).toEqual(['any']);
  });

  it('is found by its name, its body and its attributes', async () => {
    await test.client.messages.save({ name: 'Refund', profile: null, message });
    for (const text of ['refu', '총액', 'order']) expect(await names('x', text)).toEqual(['Refund']);
    expect(await names('x', 'nothing')).toEqual([]);
  });

  it('gets another name, takes the place of an older one, and is gone once deleted', async () => {
    const { id } = await test.client.messages.save({ name: 'a', profile: null, message });
    await test.client.messages.renameSaved({ id, name: 'b' });
    await test.client.messages.save({ id, name: 'c', profile: null, message: { ...message, body: 'new' } });
    expect(await test.client.messages.saved({ profile: 'x' })).toMatchObject([
      { name: 'c', message: { body: 'new' } },
    ]);
    await test.client.messages.deleteSaved({ id, name: 'c' });
    expect(await names('x')).toEqual([]);
    expect((await failureOf(test.client.messages.renameSaved({ id, name: 'd' }))).code).toBe('NOT_FOUND');
  });

  it('leaves its name in the audit and never its content', async () => {
    const { id } = await test.client.messages.save({ name: 'audited', profile: null, message });
    await test.client.messages.deleteSaved({ id, name: 'audited' });
    const { entries } = await test.client.audit.list({});
    expect(entries.map(({ action, effect }) => `${action} ${effect}`)).toEqual([
      'messages.deleteSaved destroy',
      'messages.save write',
    ]);
    expect(JSON.stringify(entries)).toContain('audited');
    expect(JSON.stringify(entries)).not.toContain('총액');
  });

  it('goes with its profile, and nothing of it stays on disk', async () => {
    const { dataDir } = test.host;
    const store = openStore(dataDir);
    const saved = {
      id: '1',
      name: 'n',
      profile: 'shop',
      savedAt: 1,
      message: { ...message, body: 'needle-in-file' },
    };
    store.saved.put(saved);
    store.saved.put({ ...saved, id: '2', profile: null, message });
    expect(store.saved.forgetProfile('shop')).toBe(1);
    expect(store.saved.list('shop', '')).toMatchObject([{ id: '2' }]);
    store.close();
    await test.backend.close();
    for (const end of ['', '-wal']) {
      const file = path.join(dataDir, `${databaseFile}${end}`);
      const bytes = (() => {
        try {
          return readFileSync(file);
        } catch {
          return Buffer.alloc(0);
        }
      })();
      expect(bytes.includes('needle-in-file')).toBe(false);
    }
    test.host.remove();
    test = await startTestBackend();
  });
});
