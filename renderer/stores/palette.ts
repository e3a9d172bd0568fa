import { defineStore } from 'pinia';
import { onScopeDispose, shallowReactive, computed, type Component } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { Guard } from '../../electron/contract/index.ts';
import type { ScopeLook } from './workspace.ts';

/** A line of the palette: a place to go to, or an act with its amount. */
export interface PaletteEntry {
  key: string;
  group: 'act' | 'place';
  label: string;
  /** What tells it from its namesakes: count, region. */
  hint?: string;
  icon: Component;
  look?: ScopeLook;
  /** The profile it belongs to: what the palette can be narrowed to. */
  profile?: string;
  /** How careful the console is with the profile; shown beside acts. */
  guard?: Guard;
  to?: RouteLocationRaw;
  run?: () => void;
}

/** Where pages put what can be done on them; the palette shows all of it. */
export const usePalette = defineStore('palette', () => {
  const sources = shallowReactive(new Map<symbol, () => readonly PaletteEntry[]>());
  /** Adds lines for as long as the calling component lives. */
  function offer(entries: () => readonly PaletteEntry[]): void {
    const source = Symbol('palette source');
    sources.set(source, entries);
    onScopeDispose(() => sources.delete(source));
  }
  const offered = computed(() => [...sources.values()].flatMap((entries) => entries()));
  return { offer, offered };
});
