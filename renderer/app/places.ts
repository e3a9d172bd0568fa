import { Archive, CircleAlert, Gauge, History, Layers, ListChecks, Radio, Settings } from '@lucide/vue';
import type { Component } from 'vue';

export type PlaceName =
  'overview' | 'queues' | 'topics' | 'failures' | 'captures' | 'jobs' | 'activity' | 'settings';
export interface Place {
  name: PlaceName;
  icon: Component;
  /** The key after `g`. */
  key: string;
}

/** Where one can go from everywhere: navigation, palette and `g` keys read the same list. */
export const places: readonly Place[] = [
  { name: 'overview', icon: Gauge, key: 'o' },
  { name: 'queues', icon: Layers, key: 'q' },
  { name: 'topics', icon: Radio, key: 't' },
  { name: 'failures', icon: CircleAlert, key: 'f' },
  { name: 'captures', icon: Archive, key: 'c' },
  { name: 'jobs', icon: ListChecks, key: 'j' },
  { name: 'activity', icon: History, key: 'a' },
  { name: 'settings', icon: Settings, key: ',' },
];
