import { Bookmark, Eye, EyeOff, KeyRound, Plus, UserRound } from '@lucide/vue';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { shareInView, withProfile } from '../../features/profiles/scope-choice.ts';
import type { PaletteEntry } from '../../stores/palette.ts';
import { useSavedWorkspaces } from '../../stores/saved-workspaces.ts';
import { useSettings } from '../../stores/settings.ts';
import { useWorkspace } from '../../stores/workspace.ts';
import { frame } from '../frame.ts';

/** Profiles and saved workspaces: to go to, to put in view and out of it, to sign in. */
export function useProfileEntries(): ComputedRef<{ acts: PaletteEntry[]; places: PaletteEntry[] }> {
  const { t } = useI18n();
  const settings = useSettings();
  const saved = useSavedWorkspaces();
  const { profiles, lookOf } = useWorkspace();
  return computed(() => {
    const acts: PaletteEntry[] = saved.all.value.map((workspace, index) => ({
      key: `workspace ${workspace.name}`,
      group: 'act',
      label: t('app.palette.workspace', { name: workspace.name }),
      hint: index < 9 ? `Alt ${index + 1}` : undefined,
      icon: Bookmark,
      run: () => void saved.show(workspace),
    }));
    const places: PaletteEntry[] = [
      {
        ...{ key: 'new-profile', group: 'place', label: t('profiles.new'), icon: Plus },
        to: { name: 'new-profile' },
      },
    ];
    for (const profile of profiles.value) {
      const { name, label } = profile;
      const about = { look: lookOf({ profile: name }), profile: name };
      const scopes = settings.saved.workspace;
      const inView = shareInView(scopes, profile) === 'all';
      places.push({
        ...{ key: `profile ${name}`, group: 'place', icon: UserRound, ...about },
        label: t('app.palette.profile', { name: label }),
        to: { name: 'profile', params: { name } },
      });
      acts.push(
        {
          ...{ key: `view ${name}`, group: 'act', icon: inView ? EyeOff : Eye, ...about },
          label: inView ? t('app.palette.hide', { name: label }) : t('app.palette.show', { name: label }),
          run: () => void settings.choose({ workspace: withProfile(scopes, profile, !inView) }),
        },
        {
          ...{ key: `only ${name}`, group: 'act', icon: Eye, ...about },
          label: t('app.palette.only', { name: label }),
          run: () => void settings.choose({ workspace: withProfile([], profile, true) }),
        },
      );
      if (profile.mfaSerial)
        acts.push({
          ...{ key: `code ${name}`, group: 'act', icon: KeyRound, ...about },
          label: t('app.palette.code', { name: label }),
          run: () => frame.enterCode(name),
        });
    }
    return { acts, places };
  });
}
