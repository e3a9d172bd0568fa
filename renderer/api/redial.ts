import type { Dial, Ending, Session } from './transport.ts';

/** `connecting`: the first time; `lost`: it was open, or could not be opened, and is tried again. */
export type LinkState = 'connecting' | 'open' | 'lost';

/** One session after the other. */
export interface Redialler {
  state(): LinkState;
  /** Why it is lost; null while it is not. */
  ending(): Ending | null;
  /** Called after every change of state; gives back what stops it. */
  onState(act: (state: LinkState) => void): () => void;
  /** The open session, now or when there is one; rejects with the signal's reason. */
  session(signal?: AbortSignal): Promise<Session>;
  /** Tries at once instead of at the end of the present wait. */
  retryNow(): void;
  close(): void;
}

export interface RedialOptions {
  /** Between 0 and 1; spreads the tries of many windows. */
  random?: () => number;
  /** Waits before the next try; gives back what stops the wait. */
  after?: (ms: number, act: () => void) => () => void;
}

/** First and longest wait between tries, ms. */
const waits = { first: 200, longest: 10_000 };

/** Dials, and dials again whenever the session ends, waiting longer each time. */
export function createRedialler(dial: Dial, options: RedialOptions = {}): Redialler {
  const random = options.random ?? Math.random;
  const after =
    options.after ??
    ((ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    });
  const listeners = new Set<(state: LinkState) => void>();
  const waiting = new Set<(session: Session) => void>();
  let state: LinkState = 'connecting';
  let session: Session | null = null;
  let ending: Ending | null = null;
  let failed = 0;
  let dialing = false;
  let closed = false;
  let stopWait: () => void = () => undefined;

  const enter = (next: LinkState, why: Ending | null): void => {
    state = next;
    ending = why;
    for (const act of listeners) act(state);
  };
  const lose = (why: Ending): void => {
    session = null;
    enter('lost', why);
    if (closed) return;
    const longest = Math.min(waits.longest, waits.first * 2 ** failed++);
    stopWait = after(longest * (0.5 + random() / 2), connect);
  };
  function connect(): void {
    if (closed || dialing || session) return;
    stopWait();
    dialing = true;
    dial().then(
      (made) => {
        dialing = false;
        if (closed) return made.close();
        failed = 0;
        session = made;
        made.onEnd(() => lose(made.ending() ?? 'closed'));
        // The state first: who hears of it may call at once.
        enter('open', null);
        for (const go of [...waiting]) go(made);
      },
      (why: unknown) => {
        dialing = false;
        lose(why === 'signed-out' ? 'signed-out' : 'closed');
      },
    );
  }

  connect();
  return {
    state: () => state,
    ending: () => ending,
    onState(act) {
      listeners.add(act);
      return () => void listeners.delete(act);
    },
    session(signal) {
      if (session) return Promise.resolve(session);
      return new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          waiting.delete(go);
          signal?.removeEventListener('abort', stop);
          act();
        };
        const go = (made: Session): void => settle(() => resolve(made));
        const stop = (): void => settle(() => reject(signal?.reason));
        waiting.add(go);
        signal?.addEventListener('abort', stop, { once: true });
      });
    },
    retryNow: connect,
    close() {
      closed = true;
      stopWait();
      session?.close();
    },
  };
}
