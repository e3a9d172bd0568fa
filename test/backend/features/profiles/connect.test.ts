import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../../../electron/backend/backend.ts';
import type { CallCount } from '../../../../electron/contract/index.ts';
import { failureOf, startTestBackend, type TestBackend } from '../../../support/backend.ts';
import { createHeldClock, settle, type HeldClock } from '../../../support/clock.ts';
import { startTestSandbox, type TestSandbox } from '../../../support/sandbox.ts';
import { startSts, stsError, type Refusal, type StsStandIn } from '../../../support/sts.ts';

let clock: HeldClock;
let sts: StsStandIn;
let test: TestBackend;
let refuse: Refusal;
beforeEach(async () => {
  refuse = () => undefined;
  clock = createHeldClock(Date.now());
  sts = await startSts(
    () => clock.now() + 3_600_000,
    (form) => refuse(form),
  );
  test = await startTestBackend({ clock });
  test.host.writeConfig(
    `[profile local]\nendpoint_url = ${sts.url}\naws_access_key_id = AKIALOCAL\naws_secret_access_key = b\n` +
      '[profile plain]\nregion = eu-west-1\naws_access_key_id = a\naws_secret_access_key = b\n',
  );
});
afterEach(async () => {
  await test.close();
  await sts.close();
});

const scope = { profile: 'local', region: 'us-east-1' };
const identify = (profile = 'local', region = 'us-east-1') =>
  test.client.profiles.identify({ scope: { profile, region } });

describe('what connecting told', () => {
  it('is known without a call, over a restart, by scope', async () => {
    expect(await test.client.profiles.known({})).toEqual([]);
    const first = await identify();
    await identify('local', 'eu-west-1');
    const calls = sts.asked.length;
    const known = await test.client.profiles.known({});
    expect(known.map(({ scope: { region } }) => region)).toEqual(['eu-west-1', 'us-east-1']);
    expect(known[1]).toEqual({ scope, identity: first, failure: null });
    expect(sts.asked).toHaveLength(calls);
    const again = await createBackend(test.host);
    expect(await again.client.profiles.known({})).toEqual(known);
    await again.close();
  });

  it('holds the last failure beside who one was before, until it works again', async () => {
    const before = await identify();
    refuse = () => stsError(403, 'ExpiredToken', 'The security token included in the request is expired');
    expect(await failureOf(identify())).toMatchObject({ code: 'EXPIRED_TOKEN' });
    expect(await test.client.profiles.known({})).toMatchObject([
      { scope, identity: { arn: before.arn }, failure: { code: 'EXPIRED_TOKEN', profile: 'local' } },
    ]);
    refuse = () => undefined;
    await identify();
    expect(await test.client.profiles.known({})).toMatchObject([{ scope, failure: null }]);
  });

  it('is left out when the profile is gone from the files', async () => {
    await identify();
    test.host.writeConfig('[profile other]\nregion = us-east-1\n');
    expect(await test.client.profiles.known({})).toEqual([]);
  });

  it.each([
    ['InvalidClientTokenId', 'af-south-1', 'WRONG_REGION', /switched off for this account/],
    ['UnrecognizedClientException', 'me-central-1', 'WRONG_REGION', /switched off/],
    ['InvalidClientTokenId', 'us-east-1', 'CREDENTIALS_MISSING', /does not know this access key/],
    ['OptInRequired', 'us-east-1', 'WRONG_REGION', /./],
  ])('%s in %s is %s', async (code, region, expected, words) => {
    refuse = () => stsError(403, code, 'The security token included in the request is invalid.');
    expect(await failureOf(identify('local', region))).toMatchObject({
      code: expected,
      message: expect.stringMatching(words),
    });
  });

  it('names the addresses of AWS itself without a call', async () => {
    refuse = () => undefined;
    const { createProfileBook } = await import('../../../../electron/backend/aws/profiles.ts');
    const { createClients } = await import('../../../../electron/backend/aws/clients.ts');
    const { openStore } = await import('../../../../electron/backend/store/store.ts');
    const store = openStore(test.host.dataDir);
    const clients = createClients(
      test.host,
      createProfileBook(test.host, store),
      () => Promise.reject(new Error('no credentials are needed')),
      { count: () => undefined },
    );
    expect(await clients.endpoints({ profile: 'plain', region: 'eu-west-1' })).toEqual({
      sqs: 'https://sqs.eu-west-1.amazonaws.com',
      sns: 'https://sns.eu-west-1.amazonaws.com',
      sts: 'https://sts.eu-west-1.amazonaws.com',
      cloudwatch: 'https://monitoring.eu-west-1.amazonaws.com',
      s3: 'https://s3.eu-west-1.amazonaws.com',
    });
    expect((await clients.endpoints({ profile: 'plain', region: 'cn-north-1' })).sqs).toBe(
      'https://sqs.cn-north-1.amazonaws.com.cn',
    );
    expect((await clients.s3(scope)).config.forcePathStyle).toBe(true);
    expect((await clients.s3({ profile: 'plain', region: 'eu-west-1' })).config.forcePathStyle).toBe(false);
    clients.close();
    store.close();
  });
});

it('credentials that never come are given up, in words', async () => {
  test.host.writeConfig('[profile slow]\ncredential_process = sleep 60\n');
  const calls = [failureOf(identify('slow')), failureOf(identify('slow', 'eu-west-1'))];
  let given: unknown;
  const all = Promise.all(calls).then((failures) => (given = failures));
  while (given === undefined) {
    await clock.pass(30_000, 30_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const failure of await all)
    expect(failure).toMatchObject({
      code: 'CREDENTIALS_MISSING',
      profile: 'slow',
      message: expect.stringMatching(/did not come within 120 seconds/),
    });
});

describe('forgetting', () => {
  it('takes what was said and told of a profile and leaves the profile, on record', async () => {
    await identify();
    await test.client.profiles.configure({ profile: 'local', label: 'Mine' });
    expect(await test.client.profiles.forget({ profile: 'local' })).toEqual({ messages: 0 });
    expect(await test.client.profiles.known({})).toEqual([]);
    const { profiles } = await test.client.profiles.list({});
    expect(profiles.find(({ name }) => name === 'local')).toMatchObject({ label: 'local' });
    const { entries } = await test.client.audit.list({});
    expect(entries.find(({ action }) => action === 'profiles.forget')).toMatchObject({
      effect: 'destroy',
      profile: 'local',
      outcome: 'done',
    });
  });

  it('works for a profile that is gone from the files', async () => {
    await identify();
    test.host.writeConfig('');
    expect(await test.client.profiles.forget({ profile: 'local' })).toEqual({ messages: 0 });
  });

  it('takes the messages that were seen with it', async () => {
    const sandbox: TestSandbox = await startTestSandbox();
    const own = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
    const at = { profile: 'sandbox', region: 'us-east-1' };
    const { queue } = await own.client.queues.create({ scope: at, name: 'seen', fifo: false });
    const queueUrl = queue.url;
    await own.client.messages.send({ scope: at, queueUrl, body: 'hello' });
    await own.client.captures.setPolicy({ profile: 'sandbox', mode: 'keep' });
    await own.client.messages.peek({ scope: at, queueUrl, waitSeconds: 0 });
    expect(await own.client.profiles.forget({ profile: 'sandbox' })).toEqual({ messages: 1 });
    await own.close();
    await sandbox.close();
  });
});

describe('activity', () => {
  it('tells calls, throttled and failed ones of the last minute, at most once a second', async () => {
    const stop = new AbortController();
    const seen: CallCount[][] = [];
    const stream = await test.client.profiles.activity({}, { signal: stop.signal });
    const reading = (async () => {
      for await (const event of stream) seen.push(event);
    })().catch(() => undefined);
    await settle();
    expect(seen).toEqual([[]]);

    await identify();
    await identify();
    await clock.pass(1000);
    expect(seen.at(-1)).toEqual([{ scope, calls: 2, throttled: 0, failed: 0 }]);

    refuse = () => stsError(403, 'AccessDenied', 'no');
    await failureOf(identify());
    await clock.pass(1000);
    expect(seen.at(-1)).toEqual([{ scope, calls: 3, throttled: 0, failed: 1 }]);
    const events = seen.length;
    await clock.pass(5000, 1000);
    expect(seen).toHaveLength(events);

    await clock.pass(61_000, 1000);
    expect(seen.at(-1)).toEqual([]);
    // Asleep, and awake again with the next call.
    refuse = () => undefined;
    await identify();
    await settle();
    expect(seen.at(-1)).toEqual([{ scope, calls: 1, throttled: 0, failed: 0 }]);
    stop.abort();
    await reading;
  });

  it('counts each try of a call that is throttled', async () => {
    let tries = 0;
    refuse = () => (++tries < 2 ? stsError(400, 'Throttling', 'Rate exceeded') : undefined);
    await identify();
    const stop = new AbortController();
    const stream = await test.client.profiles.activity({}, { signal: stop.signal });
    for await (const event of stream) {
      expect(event).toEqual([{ scope, calls: 2, throttled: 1, failed: 0 }]);
      break;
    }
    stop.abort();
  });
});

describe('files that are broken', () => {
  it('are told by file and line, and what can be read is listed', async () => {
    writeFileSync(
      path.join(test.host.folder, 'config'),
      '[profile good]\nregion = us-east-1\n\n[profile broken\nregion = eu-west-1\n[nameless]\nx = 1\nno setting\n',
    );
    const { profiles, problems } = await test.client.profiles.list({});
    expect(profiles.map(({ name }) => name)).toContain('good');
    const file = path.join(test.host.folder, 'config');
    expect(problems.map((problem) => `${path.basename(problem.file)} ${problem.message}`)).toEqual([
      expect.stringMatching(/^config Line 4: a section without its closing bracket/),
      expect.stringMatching(/^config Line 6: \[nameless\] is ignored/),
      expect.stringMatching(/^config Line 8: neither a section nor a setting/),
    ]);
    expect(problems[0]?.file).toBe(file);
    expect(await failureOf(identify('broken'))).toMatchObject({
      code: 'PROFILE_NOT_FOUND',
      message: expect.stringMatching(/config: Line 4: a section without its closing bracket/),
    });
  });
});
