import type { RouteLocationRaw } from 'vue-router';
import type { Scope } from '../../../electron/contract/index.ts';

const place = (scope: Scope, url: string) => ({ profile: scope.profile, region: scope.region, id: url });

/** The page of a dead-letter queue's causes. */
export const deadLettersLink = (scope: Scope, url: string): RouteLocationRaw => ({
  name: 'dead-letters',
  params: place(scope, url),
});

/** The page on which its redrive is planned. */
export const redriveLink = (scope: Scope, url: string): RouteLocationRaw => ({
  name: 'redrive',
  params: place(scope, url),
});
