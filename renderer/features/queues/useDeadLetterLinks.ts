import { useRouter, type RouteLocationRaw } from 'vue-router';
import type { Scope } from '../../../electron/contract/index.ts';
import { queueLink } from './queue-link.ts';

/** Where a dead-letter queue's causes stand, and where its redrive is planned. */
export function useDeadLetterLinks(): {
  group(scope: Scope, url: string): RouteLocationRaw;
  redrive(scope: Scope, url: string): RouteLocationRaw;
} {
  const router = useRouter();
  const pathOf = (scope: Scope, url: string): string | null => {
    const path = `/failures/${[scope.profile, scope.region, url].map(encodeURIComponent).join('/')}`;
    return router.resolve(path).name === 'not-found' ? null : path;
  };
  return {
    group: (scope, url) => pathOf(scope, url) ?? queueLink(scope, url),
    redrive: (scope, url) => ({
      name: 'redrive',
      params: { profile: scope.profile, region: scope.region, id: url },
    }),
  };
}
