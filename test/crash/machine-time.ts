/**
 * Loaded into the CLI before anything else: the time of a machine that was off for a while, and that runs faster than ours,
 * so that a minute of waiting does not take one. Both clocks of a process and its timers follow. `CRASH_TIME` is
 * {@link MachineTime} as JSON.
 */
export interface MachineTime {
  /** The machine's time at `anchor` (real epoch ms), epoch ms. */
  start: number;
  anchor: number;
  speed: number;
}

const given = process.env['CRASH_TIME'];
if (given !== undefined) {
  const { start, anchor, speed } = JSON.parse(given) as MachineTime;
  const RealDate = Date;
  const realNow = Date.now.bind(Date);
  const realMono = performance.now.bind(performance);
  const now = (): number => Math.floor(start + (realNow() - anchor) * speed);
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: [], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    get: (target, key, receiver): unknown => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
  performance.now = () => realMono() * speed;
  const { setTimeout: realTimeout, setInterval: realInterval } = globalThis;
  const faster =
    <Timer extends typeof setTimeout | typeof setInterval>(timer: Timer) =>
    (act: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      timer(act, ms / speed, ...args);
  globalThis.setTimeout = Object.assign(faster(realTimeout), realTimeout) as typeof setTimeout;
  globalThis.setInterval = Object.assign(faster(realInterval), realInterval) as typeof setInterval;
  const realLimit = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => realLimit(Math.ceil(ms / speed));
}
