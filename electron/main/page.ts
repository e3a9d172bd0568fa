import { protocol } from 'electron';
import { answerPage, textAnswer } from '../backend/page-files.ts';
import { originOf, pageUrl } from './navigation.ts';

/** Makes `app://` a scheme with an origin of its own; must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built page under `app://spillway/`, and nothing else. */
export function servePage(folder: string): void {
  protocol.handle('app', async ({ url, method }) => {
    const isOurs = originOf(url) === originOf(pageUrl) && method === 'GET';
    const { status, headers, body } = isOurs
      ? await answerPage(folder, new URL(url).pathname)
      : textAnswer(403, 'This is not served.');
    return new Response(body, { status, headers });
  });
}
