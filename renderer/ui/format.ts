import { computed, inject, type App, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';

export interface Format {
  /** Thousands as the locale writes them; "–" for null. */
  number(value: number | null | undefined): string;
  /** `1,204` or, over 100,000, `120K`: for narrow places only. */
  compact(value: number | null | undefined): string;
  /** Seconds in two units: `5 h 12 m`. */
  duration(seconds: number | null | undefined): string;
  /** Milliseconds: `42 ms`, `1.2 s`, then as a duration. */
  took(ms: number | null | undefined): string;
  /** Bytes with binary units, as AWS states its limits. */
  bytes(value: number | null | undefined): string;
  /** Day and time in the chosen zone: `Wed 22:14`, with the date when it is not this week. */
  moment(at: number | null | undefined): string;
  /** As `moment`, with seconds: `Wed 22:14:07`. */
  second(at: number | null | undefined): string;
  /** Everything, with the zone. */
  exact(at: number | null | undefined): string;
  /** `14:31:56`. */
  time(at: number | null | undefined): string;
  /** How long ago, in one unit: `3 s ago`. */
  ago(at: number | null | undefined, now: number): string;
}

const none = '–';
const timeZoneKey: InjectionKey<Readonly<Ref<string | undefined>>> = Symbol('time zone');

export const installTimeZone = (app: App, zone: Readonly<Ref<string | undefined>>): void => {
  app.provide(timeZoneKey, zone);
};

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

export type Unit = 'd' | 'h' | 'm' | 's' | 'ms';
/** A count with its unit as the language writes it: `5 h`, `5시간`. */
export type WithUnit = (unit: Unit, count: number | string) => string;

/** Two units at most: `4 d`, `5 h 12 m`, `42 s`. */
export function toDuration(seconds: number, withUnit: WithUnit): string {
  const whole = Math.round(Math.abs(seconds));
  const sign = seconds < 0 ? '-' : '';
  const first = units.findIndex(([, size]) => whole >= size);
  if (first === -1) return withUnit('s', 0);
  const parts: string[] = [];
  let rest = whole;
  for (const [unit, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0) parts.push(withUnit(unit, count));
  }
  return sign + parts.join(' ');
}

export function toBytes(value: number, number: Intl.NumberFormat): string {
  const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = value;
  let step = 0;
  while (size >= 1024 && step < steps.length - 1) {
    size /= 1024;
    step += 1;
  }
  return `${number.format(size)} ${steps[step]}`;
}

export function createFormat(
  locale: string,
  timeZone: string | undefined,
  withUnit: WithUnit,
  ago: (span: string) => string,
): Format {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const clock: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  };
  const near = new Intl.DateTimeFormat(locale, { weekday: 'short', ...clock });
  const far = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', ...clock });
  const nearSecond = new Intl.DateTimeFormat(locale, { weekday: 'short', ...clock, second: '2-digit' });
  const farSecond = new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: 'short', day: 'numeric' },
    ...{ ...clock, second: '2-digit' },
  });
  const exact = new Intl.DateTimeFormat(locale, {
    ...{ year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' },
    ...{ ...clock, second: '2-digit', timeZoneName: 'short' },
  });
  const seconds = new Intl.DateTimeFormat(locale, { ...clock, second: '2-digit' });
  const week = 6 * 86_400_000;
  const or =
    <T>(format: (value: T) => string) =>
    (value: T | null | undefined): string =>
      value == null ? none : format(value);
  const duration = (value: number): string => toDuration(value, withUnit);
  return {
    number: or((value) => plain.format(value)),
    compact: or((value) => (Math.abs(value) < 100_000 ? plain : short).format(value)),
    duration: or(duration),
    took: or((ms) =>
      ms < 1000
        ? withUnit('ms', Math.round(ms))
        : ms < 60_000
          ? withUnit('s', plain.format(ms / 1000))
          : duration(ms / 1000),
    ),
    bytes: or((value) => toBytes(value, plain)),
    moment: or((at) => (Math.abs(Date.now() - at) < week ? near : far).format(at)),
    second: or((at) => (Math.abs(Date.now() - at) < week ? nearSecond : farSecond).format(at)),
    exact: or((at) => exact.format(at)),
    time: or((at) => seconds.format(at)),
    ago: (at, now) => {
      if (at == null) return none;
      const past = Math.max(0, Math.round((now - at) / 1000));
      const [unit, size] = units.find(([, length]) => past >= length) ?? units[3];
      return ago(withUnit(unit, Math.floor(past / size)));
    },
  };
}

/** Numbers, durations and moments in the chosen language and zone. */
export function useFormat(): ComputedRef<Format> {
  const { locale, t } = useI18n();
  const zone = inject(timeZoneKey, undefined);
  return computed(() =>
    createFormat(
      locale.value,
      zone?.value,
      (unit, n) => t(`ui.unit.${unit}`, { n }),
      (span) => t('ui.ago', { span }),
    ),
  );
}
