import { createRouter, createWebHashHistory, type Router } from 'vue-router';
import { routes } from './routes.ts';

/** The router; it follows the address also while the first page is still being fetched. */
export function makeRouter(): Router {
  // The hash works under app:// and behind any path of the browser host alike.
  const router = createRouter({ history: createWebHashHistory(), routes });
  // vue-router listens only after its first navigation, and then writes over an address that changed meanwhile.
  let wanted: string | null = null;
  const remember = (): void => {
    wanted = window.location.hash.slice(1) || '/';
  };
  window.addEventListener('hashchange', remember);
  void router.isReady().finally(() => {
    window.removeEventListener('hashchange', remember);
    if (wanted !== null) void router.replace(wanted);
  });
  return router;
}
