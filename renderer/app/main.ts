// First of all: a schema that is made before this would try `new Function`, which the page's policy forbids.
import './jitless.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './tokens.css';
import './page.css';
import { PiniaColada } from '@pinia/colada';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { installAsker } from '../api/act.ts';
import { installConnection } from '../api/client.ts';
import { createConnection } from '../api/connection.ts';
import { installPageFrame } from '../ui/page-frame.ts';
import { installTimeZone } from '../ui/format.ts';
import { useSettings } from '../stores/settings.ts';
import { storeToRefs } from 'pinia';
import App from './App.vue';
import { ask } from './dialogs/asking.ts';
import { frame } from './frame.ts';
import { followLanguage, i18n } from './i18n.ts';
import { makeRouter } from './router.ts';
import { followTheme } from './theme.ts';

const app = createApp(App);
app.use(createPinia());
app.use(PiniaColada, { queryOptions: { gcTime: 600_000 } });
app.use(makeRouter());
app.use(i18n);

const settings = useSettings();
followTheme(() => settings.theme);
followLanguage(() => settings.language);
installConnection(app, createConnection());
installAsker(app, ask);
installPageFrame(app, frame);
installTimeZone(app, storeToRefs(settings).timeZone);
app.mount('#app');
