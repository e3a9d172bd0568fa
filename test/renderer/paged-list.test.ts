import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallFailed } from '../../renderer/api/failure.ts';
import { usePagedList } from '../../renderer/api/paged-list.ts';

interface Page {
  items: number[];
  cursor?: string;
}
interface Asked {
  wanted: string;
  cursor: string | undefined;
  signal: AbortSignal;
  answer(page: Page): void;
  fail(error: unknown): void;
}

let room: EffectScope;
beforeEach(() => void (room = effectScope()));
afterEach(() => room.stop());

function listOf() {
  const asked: Asked[] = [];
  const again = shallowRef(0);
  const read = (wanted: string, cursor: string | undefined, signal: AbortSignal): Promise<Page> => {
    const { promise, resolve, reject } = Promise.withResolvers<Page>();
    asked.push({ wanted, cursor, signal, answer: resolve, fail: reject });
    return promise;
  };
  const list = room.run(() => usePagedList(ref('orders'), read, () => again.value));
  if (!list) throw new Error('The room is closed.');
  const last = (): Asked => {
    const call = asked.at(-1);
    if (!call) throw new Error('Nothing was asked.');
    return call;
  };
  return { list, asked, again, last };
}
const settled = async (loading: { value: boolean }): Promise<void> => {
  await expect.poll(() => loading.value).toBe(false);
};

describe('a list that comes by pages', () => {
  it('begins at once, and puts older pages behind what is there', async () => {
    const { list, asked, last } = listOf();
    expect(last()).toMatchObject({ wanted: 'orders', cursor: undefined });
    expect(list.loading.value).toBe(true);
    last().answer({ items: [9, 8], cursor: 'a' });
    await settled(list.loading);
    expect(list.more.value).toBe(true);

    const older = list.older();
    expect(last().cursor).toBe('a');
    // A second wish for the same page is none while the first is on its way.
    await list.older();
    expect(asked).toHaveLength(2);
    last().answer({ items: [7] });
    await older;
    expect(list.items.value).toEqual([9, 8, 7]);
    expect(list.more.value).toBe(false);
    await list.older();
    expect(asked).toHaveLength(2);
  });

  it('starts again with the newest, and drops an answer that comes too late', async () => {
    const { list, asked, again, last } = listOf();
    const first = last();
    again.value += 1;
    await nextTick();
    expect(asked).toHaveLength(2);
    expect(first.signal.aborted).toBe(true);
    last().answer({ items: [10] });
    await settled(list.loading);
    first.answer({ items: [1], cursor: 'stale' });
    await nextTick();
    expect(list.items.value).toEqual([10]);
    expect(list.more.value).toBe(false);
  });

  it('keeps what it has when a page fails, and says why until the next try', async () => {
    const { list, last } = listOf();
    last().answer({ items: [3], cursor: 'b' });
    await settled(list.loading);
    const older = list.older();
    last().fail(new CallFailed({ code: 'DISCONNECTED', message: '', retryable: true }));
    await older;
    expect(list.items.value).toEqual([3]);
    expect(list.failure.value?.code).toBe('DISCONNECTED');
    const anew = list.refresh();
    expect(list.failure.value).toBeNull();
    last().answer({ items: [4, 3] });
    await anew;
    expect(list.items.value).toEqual([4, 3]);
  });

  it('gives up its call with the page that wanted it', () => {
    const { last } = listOf();
    room.stop();
    expect(last().signal.aborted).toBe(true);
  });
});
