import type { Desk } from './desk.ts';

/** The canary and the growing batches of a redrive, and the waiting between them. */
export interface Stages {
  /** Whether it waits, and looks whether messages come back. */
  readonly waiting: boolean;
  /** How many messages may be sent now that were not sent before. */
  allowance(): number;
  /** What the tally says when so many more are on their way; to be written with their intents. */
  begin(count: number): void;
  /** Goes on to the waiting, or to the next batch, when it is time; stops the job when too many came back or failed. */
  turn(): void;
  /** Ends the waiting after this stage, if it is the present one. */
  skip(index: number): void;
}

/** Opens the stages where the journal left them. */
export function createStages(desk: Desk): Stages {
  const { order, book, clock, rules } = desk;
  const { tally } = book;
  if (order.stages.length > 0) tally.stage ??= { index: 0, begun: 0, waitsUntil: null };
  const size = (): number => order.stages[tally.stage?.index ?? Infinity] ?? Infinity;
  const isBegun = (id: string): boolean => book.get(id)?.stage !== null;
  /** Every answer of this stage is there. */
  const isSettled = (): boolean =>
    book.in('sending').size === 0 && !(book.in('held').size > 0 && [...book.in('held')].some(isBegun));
  const move = (stage: NonNullable<typeof tally.stage>): void => {
    tally.stage = stage;
    book.put([]);
  };

  return {
    get waiting() {
      return tally.stage !== null && tally.stage.waitsUntil !== null;
    },
    allowance() {
      if (!tally.stage) return Infinity;
      return rules.stageAllowance(tally.stage, size());
    },
    begin(count) {
      if (tally.stage) tally.stage = { ...tally.stage, begun: tally.stage.begun + count };
    },
    turn() {
      watch(desk);
      const { stage } = tally;
      if (!stage || desk.stop || desk.dead || size() === Infinity) return;
      if (stage.waitsUntil === null) {
        if (stage.begun >= size() && isSettled()) move({ ...stage, waitsUntil: clock.now() + order.settle });
      } else if (clock.now() >= stage.waitsUntil) {
        move({ index: stage.index + 1, begun: 0, waitsUntil: null });
      }
    },
    skip(index) {
      const { stage } = tally;
      if (stage?.index === index && stage.waitsUntil !== null) move({ ...stage, waitsUntil: clock.now() });
    },
  };
}

/** Stops the job when messages come back or fail. What made it pause once is forgiven when it goes on. */
function watch(desk: Desk): void {
  const { order, book, rules } = desk;
  const { tally } = book;
  const { returns, failures } = tally.forgiven;
  const failed = book.failures.count;
  if (order.stages.length > 0 && rules.returnsTooMany(book.returns - returns, order)) {
    tally.forgiven = { returns: book.returns, failures: failed };
    desk.fail({
      code: 'CAME_BACK',
      message: 'Messages came back after their copies were sent. Nothing more is sent.',
      retryable: false,
      numbers: { count: book.returns - returns },
    });
  } else if (order.stopOnFailure && failed > failures) {
    tally.forgiven = { returns, failures: failed };
    desk.fail({
      code: 'SEND_FAILED',
      message: book.failures.last ?? 'A message could not be sent.',
      retryable: false,
      numbers: { count: failed - failures },
    });
  }
}
