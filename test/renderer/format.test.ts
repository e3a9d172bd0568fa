import { describe, expect, it } from 'vitest';
import { createFormat, type Unit } from '../../renderer/ui/format.ts';

const english = createFormat(
  'en',
  'UTC',
  (unit, n) => `${n} ${unit}`,
  (span) => `${span} ago`,
);
const words: Record<Unit, string> = { d: '일', h: '시간', m: '분', s: '초', ms: 'ms' };
const korean = createFormat(
  'ko',
  'Asia/Seoul',
  (unit, n) => `${n}${words[unit]}`,
  (span) => `${span} 전`,
);

describe('durations', () => {
  it('take two units at most', () => {
    expect(english.duration(18_720)).toBe('5 h 12 m');
    expect(english.duration(345_600)).toBe('4 d');
    expect(english.duration(90_061)).toBe('1 d 1 h');
    expect(english.duration(42)).toBe('42 s');
    expect(english.duration(0)).toBe('0 s');
    expect(korean.duration(18_720)).toBe('5시간 12분');
  });
  it('skip a second unit that is nothing', () => expect(english.duration(86_400 + 59)).toBe('1 d'));
  it('are blank-dashed when not known', () => expect(english.duration(null)).toBe('–'));
});

describe('other figures', () => {
  it('write thousands and bytes as people read them', () => {
    expect(english.number(1_234_567)).toBe('1,234,567');
    expect(english.compact(99_999)).toBe('99,999');
    expect(english.compact(120_400)).toBe('120.4K');
    expect(english.bytes(262_144)).toBe('256 KiB');
    expect(english.took(41.6)).toBe('42 ms');
    expect(english.took(1_240)).toBe('1.2 s');
  });
  it('say how long ago in one unit, never in the future', () => {
    expect(english.ago(1_000, 4_000)).toBe('3 s ago');
    expect(english.ago(0, 7_300_000)).toBe('2 h ago');
    expect(english.ago(9_000, 4_000)).toBe('0 s ago');
  });
  it('name the zone in full moments', () => {
    const at = Date.UTC(2026, 10, 26, 13, 32, 5);
    expect(english.exact(at)).toContain('13:32:05');
    expect(english.exact(at)).toContain('UTC');
    expect(korean.exact(at)).toMatch(/22시 32분 5초 GMT\+9/);
  });
});
