/** A binary heap that knows where each item is, so that any item can leave or move in O(log n). */
export interface Heap<T> {
  readonly size: number;
  /** The first item, left in place. */
  peek(): T | undefined;
  push(item: T): void;
  /** Takes an item out; does nothing when it is not inside. */
  remove(item: T): void;
  /** Puts an item in its place again after its order changed; adds it when it is not inside. */
  update(item: T): void;
  clear(): void;
}

/** Where a heap keeps an item's position: a field of the item, -1 while it is outside. */
export interface HeapSlot<T> {
  get(item: T): number;
  set(item: T, index: number): void;
}

/** Makes a heap whose first item is the one that comes `before` all others. */
export function createHeap<T>(before: (a: T, b: T) => boolean, slot: HeapSlot<T>): Heap<T> {
  const items: T[] = [];
  const put = (index: number, item: T): void => {
    items[index] = item;
    slot.set(item, index);
  };
  const rise = (start: number, item: T): number => {
    let index = start;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = items[above] as T;
      if (!before(item, parent)) break;
      put(index, parent);
      index = above;
    }
    put(index, item);
    return index;
  };
  const sink = (start: number, item: T): void => {
    let index = start;
    for (;;) {
      let below = index * 2 + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && before(items[below + 1] as T, items[below] as T)) below += 1;
      const child = items[below] as T;
      if (!before(child, item)) break;
      put(index, child);
      index = below;
    }
    put(index, item);
  };
  const settle = (index: number, item: T): void => {
    if (rise(index, item) === index) sink(index, item);
  };
  return {
    get size() {
      return items.length;
    },
    peek: () => items[0],
    push(item) {
      rise(items.length, item);
    },
    remove(item) {
      const index = slot.get(item);
      if (index < 0) return;
      slot.set(item, -1);
      const last = items.pop() as T;
      if (last !== item) settle(index, last);
    },
    update(item) {
      const index = slot.get(item);
      if (index < 0) rise(items.length, item);
      else settle(index, item);
    },
    clear() {
      for (const item of items) slot.set(item, -1);
      items.length = 0;
    },
  };
}
