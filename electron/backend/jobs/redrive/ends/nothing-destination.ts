import { fail, toFailure } from '../../../failures.ts';
import type { DestinationEnd } from '../model.ts';

/** The end of messages that are deleted by choice: there is nothing to send, and the journal says that they may go. */
export const nothingDestination: DestinationEnd = {
  send: (entries, go) =>
    Promise.resolve(
      entries.map(() =>
        go()
          ? { kind: 'accepted', newId: null, newSequence: null, intact: true }
          : { kind: 'refused', whose: 'busy', failure: toFailure(fail('CANCELLED')) },
      ),
    ),
};
