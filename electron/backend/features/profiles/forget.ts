import type { Scope } from '../../../contract/procedure.ts';
import { fail } from '../../failures.ts';
import type { HostServices } from '../../services.ts';
import { endedStates } from '../../store/jobs.ts';

/** Forgetting all that is kept of a profile besides its sign-in. */
export interface Forgetting {
  /** @throws CONFLICT while a job of the profile has not ended */
  check(profile: string): void;
  /** Answers how many messages were forgotten. @throws CONFLICT, see `check` */
  forget(profile: string): Promise<number>;
}

/** Makes it for a host. */
export function createForgetting({ store, seen }: HostServices): Forgetting {
  /** A running job would go on without its journal, which is what keeps its messages safe. */
  const check = (profile: string): void => {
    const open = store.jobs.ofProfile(profile).find(({ state }) => !endedStates.includes(state));
    if (!open) return;
    const text = `A job of profile ${profile} has not ended. Cancel it, then try again.`;
    throw fail('CONFLICT', text, { profile, resource: open.id });
  };

  const forgetChoices = (profile: string): void => {
    store.profileMeta.remove(profile);
    const { added, marked, pinned, workspaces } = store.settings.get();
    const isOther = ({ scope }: { scope: Scope }): boolean => scope.profile !== profile;
    store.settings.set({
      added: added.filter(isOther),
      marked: marked.filter(isOther),
      pinned: pinned.filter(isOther),
      workspaces: workspaces.flatMap(({ name, scopes }) => {
        const left = scopes.filter((scope) => scope.profile !== profile);
        return left.length > 0 ? [{ name, scopes: left }] : [];
      }),
    });
  };

  return {
    check,
    async forget(profile) {
      check(profile);
      for (const { id } of store.jobs.ofProfile(profile)) store.jobs.remove(id);
      forgetChoices(profile);
      const messages = await seen.forgetProfile(profile);
      store.captures.policies.remove(profile);
      store.saved.forgetProfile(profile);
      return messages;
    },
  };
}
