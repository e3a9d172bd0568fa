import { randomUUID } from 'node:crypto';
import { fail } from '../../../failures.ts';
import type { Handlers } from '../../../handlers.ts';
import type { Services } from '../../../services.ts';

type Names = 'saved' | 'save' | 'renameSaved' | 'deleteSaved';

/** Messages kept for later. */
export function createSaved({ store, host }: Services): Pick<Handlers<'messages'>, Names> {
  return {
    saved: ({ profile, search }) => store.saved.list(profile, search),
    save({ id, name, profile, message }, { note }) {
      const one = { id: id ?? randomUUID(), name, profile, message, savedAt: host.clock.now() };
      store.saved.put(one);
      note({ name });
      return one;
    },
    renameSaved({ id, name }, { note }) {
      const one = store.saved.get(id);
      if (!one) throw fail('NOT_FOUND', 'This saved message is gone.', { resource: id });
      store.saved.put({ ...one, name });
      note({ name });
      return { ...one, name };
    },
    deleteSaved({ id }) {
      store.saved.remove(id);
      return {};
    },
  };
}
