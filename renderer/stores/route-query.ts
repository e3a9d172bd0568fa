import { computed, type WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** One word of the route's query, such as the search of a list; empty words leave the route. */
export function useRouteQuery(name: string): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[name];
      return (Array.isArray(value) ? value[0] : value) ?? '';
    },
    set: (text) => {
      const { [name]: _old, ...others } = route.query;
      void router.replace({ query: text === '' ? others : { ...others, [name]: text } });
    },
  });
}
