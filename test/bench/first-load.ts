import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { launchOptions } from '../e2e/chromium.ts';
import { quantile, type Measurement } from './measurement.ts';
import { startWebHost } from '../e2e/web-host.ts';

const rounds = 7;

/** What the first page costs: bytes, and the time from navigation to the first rows, in a browser with an empty cache. */
export async function run(): Promise<Measurement[]> {
  const started = performance.now();
  const host = await startWebHost();
  const readyAfter = performance.now() - started;
  const browser = await chromium.launch(launchOptions());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const signIn = await context.newPage();
  await signIn.goto(host.url);
  await signIn.close();
  const { origin } = new URL(host.url);
  const times: number[] = [];
  const sizes = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    const bodies: Array<Promise<void>> = [];
    page.on('response', (response) => {
      if (!response.url().startsWith(origin)) return;
      bodies.push(
        response.body().then(
          (body) => void sizes.set(response.url(), gzipSync(body).length),
          () => undefined,
        ),
      );
    });
    const begin = performance.now();
    await page.goto(`${origin}/#/queues`);
    await page.getByRole('row').filter({ hasText: 'orders' }).first().waitFor();
    times.push(performance.now() - begin);
    await Promise.all(bodies);
    await page.close();
  }
  await browser.close();
  await host.close();
  const total = (kind: RegExp): number =>
    [...sizes].filter(([url]) => kind.test(url)).reduce((sum, [, size]) => sum + size, 0) / 1024;
  return [
    { what: 'first load, scripts', value: total(/\.js$/), unit: 'KiB gzip' },
    { what: 'first load, styles', value: total(/\.css$/), unit: 'KiB gzip' },
    { what: 'first load, fonts', value: total(/\.woff2$/), unit: 'KiB', note: 'compressed by themselves' },
    { what: 'first load, all', value: total(/./), unit: 'KiB gzip' },
    {
      what: 'navigation to first rows, p50',
      value: quantile(times, 0.5),
      unit: 'ms',
      note: `${rounds} rounds, empty cache`,
    },
    { what: 'navigation to first rows, worst', value: quantile(times, 1), unit: 'ms' },
    { what: 'process to ready line', value: readyAfter, unit: 'ms', note: 'with what is built' },
  ];
}
