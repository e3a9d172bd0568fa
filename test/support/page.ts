import { PiniaColada } from '@pinia/colada';
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { defineComponent, h, shallowRef, type App } from 'vue';
import type { Backend } from '../../electron/backend/backend.ts';
import { installAsker, type Asker } from '../../renderer/api/act.ts';
import { installConnection } from '../../renderer/api/client.ts';
import type { Connection } from '../../renderer/api/connection.ts';

/** Runs a composable inside a page that is linked to a backend in this process. */
export function withPage<T>(
  client: Backend['client'],
  setup: () => T,
  ask: Asker = () => Promise.resolve(null),
): { result: T; close(): void } {
  const connection: Connection = {
    client,
    state: shallowRef('open'),
    ending: shallowRef(null),
    onState: () => () => undefined,
    retry: () => undefined,
  };
  let result: T | undefined;
  const wrapper = mount(
    defineComponent({
      setup() {
        result = setup();
        return () => h('div');
      },
    }),
    {
      global: {
        plugins: [
          createPinia(),
          PiniaColada,
          {
            install(app: App) {
              installConnection(app, connection);
              installAsker(app, ask);
            },
          },
        ],
      },
    },
  );
  return { result: result as T, close: () => wrapper.unmount() };
}
