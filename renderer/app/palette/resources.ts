import {
  Copy,
  Eye,
  FileCog,
  Layers,
  List,
  Pin,
  PinOff,
  Radio,
  Send,
  SquareArrowOutUpRight,
} from '@lucide/vue';
import { useClipboard } from '@vueuse/core';
import type { Component } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RouteLocationRaw } from 'vue-router';
import type { Scope } from '../../../electron/contract/index.ts';
import { queueLink, queueTabs } from '../../features/queues/queue-link.ts';
import type { QueueRow } from '../../features/queues/queue-rows.ts';
import { topicLink, topicTabs } from '../../features/topics/topic-link.ts';
import type { PaletteEntry } from '../../stores/palette.ts';
import { useSettings } from '../../stores/settings.ts';
import { useWorkspace } from '../../stores/workspace.ts';
import { useFormat } from '../../ui/format.ts';
import { useLists } from '../lists.ts';
import type { Candidate } from './candidates.ts';

const icons: Record<string, Component> = {
  messages: Eye,
  send: Send,
  publish: Send,
  subscriptions: List,
  configuration: FileCog,
};
/** Stands for the name while the words round it are taken from the locales: once a verb, not once a queue. */
const PLACE = '\u0001';

/** A place or an act on a resource, with the words that stand round its name. */
interface Verb {
  key: string;
  around: [string, string];
  icon: Component;
}

/** Queues and topics in view, and what can be done with each. */
export function useResourceCandidates(): {
  places(): Generator<Candidate>;
  acts(): Generator<Candidate>;
} {
  const { t, te } = useI18n();
  const format = useFormat();
  const settings = useSettings();
  const { queues, topics } = useLists();
  const { lookOf, placeOf, profileOf } = useWorkspace();
  const { copy } = useClipboard({ legacy: true });
  const around = (key: string): [string, string] => {
    const [before = '', after = ''] = t(key, { name: PLACE }).split(PLACE);
    return [before, after];
  };
  /** A tab without words of its own is called by its name. */
  const verbOf = (kind: 'queue' | 'topic', tab: string): Verb => {
    const key = `app.palette.do.${kind}.${tab}`;
    const words: [string, string] = te(key, 'en') ? around(key) : [`${t(`${kind}s.tab.${tab}`)} · `, ''];
    return { key: tab, around: words, icon: icons[tab] ?? SquareArrowOutUpRight };
  };
  const base = (scope: Scope): Pick<PaletteEntry, 'look' | 'profile' | 'guard'> => ({
    look: lookOf(scope),
    profile: scope.profile,
    guard: profileOf(scope)?.guard,
  });

  const waitingOf = ({ summary, scope }: QueueRow): string =>
    summary
      ? t('app.palette.queue', { n: format.value.number(summary.counts.visible), region: placeOf(scope) })
      : placeOf(scope);

  function* places(): Generator<Candidate> {
    for (const row of queues.value)
      yield {
        label: row.name,
        profile: row.scope.profile,
        make: () => ({
          ...{ key: row.key, group: 'place', label: row.name, icon: Layers, ...base(row.scope) },
          hint: waitingOf(row),
          to: queueLink(row.scope, row.url),
        }),
      };
    for (const row of topics.value)
      yield {
        label: row.name,
        profile: row.scope.profile,
        make: () => ({
          ...{ key: row.key, group: 'place', label: row.name, icon: Radio, ...base(row.scope) },
          hint: t('app.palette.topic', { region: placeOf(row.scope) }),
          to: topicLink(row.scope, row.arn),
        }),
      };
  }

  function* withVerb(
    row: { key: string; name: string; scope: Scope },
    verb: Verb,
    act: { to: RouteLocationRaw } | { run: () => void },
    hint = (): string => placeOf(row.scope),
  ): Generator<Candidate> {
    const label = verb.around.join(row.name);
    yield {
      label,
      profile: row.scope.profile,
      make: () => ({
        ...{ key: `${verb.key} ${row.key}`, group: 'act', label, icon: verb.icon, hint: hint() },
        ...base(row.scope),
        ...act,
      }),
    };
  }

  function* acts(): Generator<Candidate> {
    const queueVerbs = queueTabs.map((tab) => ({ tab, verb: verbOf('queue', tab) }));
    const pin: Verb = { key: 'pin', around: around('app.palette.do.pin'), icon: Pin };
    const unpin: Verb = { key: 'pin', around: around('app.palette.do.unpin'), icon: PinOff };
    const copyUrl: Verb = { key: 'url', around: around('app.palette.do.copyUrl'), icon: Copy };
    const copyArn: Verb = { key: 'arn', around: around('app.palette.do.copyArn'), icon: Copy };
    for (const row of queues.value) {
      for (const { tab, verb } of queueVerbs)
        yield* withVerb(row, verb, { to: queueLink(row.scope, row.url, tab) }, () => waitingOf(row));
      const pinned = settings.isPinned(row.scope, row.url);
      yield* withVerb(row, pinned ? unpin : pin, {
        run: () => void settings.togglePin(row.scope, row.url),
      });
      yield* withVerb(row, copyUrl, { run: () => void copy(row.url) });
    }
    const topicVerbs = topicTabs.map((tab) => ({ tab, verb: verbOf('topic', tab) }));
    for (const row of topics.value) {
      for (const { tab, verb } of topicVerbs)
        yield* withVerb(row, verb, { to: topicLink(row.scope, row.arn, tab) });
      yield* withVerb(row, copyArn, { run: () => void copy(row.arn) });
    }
  }

  return { places, acts };
}
