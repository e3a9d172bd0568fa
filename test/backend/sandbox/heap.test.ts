import { describe, expect, it } from 'vitest';
import { createHeap } from '../../../electron/sandbox/sqs/heap.ts';

interface Item {
  key: number;
  at: number;
}

function make() {
  return createHeap<Item>((a, b) => a.key < b.key, {
    get: (item) => item.at,
    set: (item, at) => (item.at = at),
  });
}

/** Repeatable numbers. */
function numbers(count: number): number[] {
  let state = 42;
  return Array.from(
    { length: count },
    () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % 1000,
  );
}

describe('the heap', () => {
  it('gives items in order through pushes, removals and moves', () => {
    const heap = make();
    const inside = new Set<Item>();
    for (const [index, number] of numbers(2000).entries()) {
      if (index % 5 === 3) {
        const [first] = inside;
        if (first) {
          heap.remove(first);
          inside.delete(first);
        }
      } else if (index % 5 === 4) {
        const last = [...inside].at(-1);
        if (last) {
          last.key = number;
          heap.update(last);
        }
      } else {
        const item = { key: number, at: -1 };
        heap.push(item);
        inside.add(item);
      }
      expect(heap.peek()?.key).toBe(
        inside.size === 0 ? undefined : Math.min(...[...inside].map(({ key }) => key)),
      );
    }
    const drained: number[] = [];
    for (let first = heap.peek(); first; first = heap.peek()) {
      drained.push(first.key);
      heap.remove(first);
    }
    expect(drained).toEqual([...inside].map(({ key }) => key).sort((a, b) => a - b));
  });

  it('ignores the removal of what is outside', () => {
    const heap = make();
    heap.push({ key: 1, at: -1 });
    heap.remove({ key: 1, at: -1 });
    expect(heap.size).toBe(1);
  });

  it('adds on update what is outside, and forgets all on clear', () => {
    const heap = make();
    const item = { key: 1, at: -1 };
    heap.update(item);
    expect(heap.peek()).toBe(item);
    heap.clear();
    expect([heap.size, item.at]).toEqual([0, -1]);
  });
});
