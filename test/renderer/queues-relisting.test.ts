import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, type EffectScope } from 'vue';
import { useRelisting } from '../../renderer/features/queues/useRelisting.ts';

describe('the names of a list', () => {
  const names = ref<string | null>('a');
  let listed = 0;
  let scope: EffectScope;

  beforeEach(() => {
    vi.useFakeTimers();
    listed = 0;
    names.value = 'a';
    scope = effectScope();
    scope.run(() =>
      useRelisting(
        () => names.value,
        () => {
          listed += 1;
          names.value = null;
        },
      ),
    );
  });
  afterEach(() => {
    scope.stop();
    vi.useRealTimers();
  });

  async function pass(minutes: number, answer: string): Promise<void> {
    vi.advanceTimersByTime(minutes * 60_000);
    await nextTick();
    names.value ??= answer;
    await nextTick();
  }

  it('are listed again after two minutes, half as often each time while they stay the same', async () => {
    await pass(1.9, 'a');
    expect(listed).toBe(0);
    await pass(0.1, 'a');
    expect(listed).toBe(1);
    await pass(3.9, 'a');
    expect(listed).toBe(1);
    await pass(0.1, 'a');
    expect(listed).toBe(2);
  });

  it('are listed after two minutes again once they changed, and never when nobody looks any more', async () => {
    await pass(2, 'a');
    await pass(4, 'a b');
    expect(listed).toBe(2);
    await pass(2, 'a b');
    expect(listed).toBe(3);
    scope.stop();
    await pass(60, 'a b');
    expect(listed).toBe(3);
  });
});
