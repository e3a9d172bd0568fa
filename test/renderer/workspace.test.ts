// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSettings } from '../../renderer/stores/settings.ts';
import { useWorkspace } from '../../renderer/stores/workspace.ts';
import { startTestBackend, type TestBackend } from '../support/backend.ts';
import { withPage } from '../support/page.ts';

let test: TestBackend;
const closers: (() => void)[] = [];

beforeEach(async () => {
  test = await startTestBackend();
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await test.close();
});
const own = (profile: string, endpoint: string | null) =>
  test.client.profiles.create({
    profile,
    own: { endpoint, services: {}, roleArn: null, externalId: null, mfaSerial: null },
    keys: { accessKeyId: 'a', secretAccessKey: 'b' },
    regions: ['us-east-1'],
  });

describe('how a scope is shown', () => {
  it('says nothing of an environment before the profiles are known', async () => {
    await own('shop-prod', null);
    const scope = { profile: 'shop-prod', region: 'us-east-1' };
    const { result, close } = withPage(test.client, useWorkspace);
    closers.push(close);
    expect(result.lookOf(scope).environment).toBeNull();
    await vi.waitFor(() => expect(result.lookOf(scope).environment).toBe('production'));
  });
  it('names the profile where the environment alone does not tell two apart', async () => {
    for (const name of ['eu-prod', 'us-prod', 'shop-staging']) await own(name, null);
    const at = (profile: string) => ({ profile, region: 'us-east-1' });
    const [eu, us, staging] = [at('eu-prod'), at('us-prod'), at('shop-staging')];
    await test.client.settings.set({ workspace: [eu, us, staging] });
    const saved = await test.client.settings.get({});
    const { result, close } = withPage(test.client, () => {
      useSettings().$patch({ saved });
      return useWorkspace();
    });
    closers.push(close);
    await vi.waitFor(() => expect(result.placeOf(eu)).toBe('eu-prod, us-east-1'));
    expect(result.placeOf(us)).toBe('us-prod, us-east-1');
    expect(result.placeOf(staging)).toBe('us-east-1');
    useSettings().$patch({ saved: { ...saved, workspace: [eu, staging] } });
    expect(result.placeOf(eu)).toBe('us-east-1');
  });
});
