import { describe, expect, it } from 'vitest';
import {
  type FilterMessage,
  type FilterPolicyScope,
  compileFilterPolicy,
  explainFilterPolicy,
  matchFilterPolicy,
  measureFilterPolicy,
  validateFilterPolicy,
} from '../../electron/domain/filter-policy/index.ts';
import { type Random, createRandom } from './random.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Tree = { [key: string]: Json };

const KEYS = ['a', 'b', 'c', 'a.b', 'x-1', 'ключ', '__proto__', 'constructor', 'prefix'];
const TEXTS = [
  '',
  'x',
  'rugby',
  'Rugby',
  'order-1',
  '10.0.0.7',
  '2001:db8::1',
  '100',
  'true',
  '東京',
  'a*b',
  'é🚀',
];
const NUMBERS = [0, 1, -1, 100, 301.5, -4e-6, 1e9, 0.1, 12345678901234];

const scalar = (random: Random): Json =>
  random.pick([() => random.pick(TEXTS), () => random.pick(NUMBERS), () => random.chance(0.5), () => null])();

function tree(random: Random, depth: number): Tree {
  const keys = random.shuffle(KEYS).slice(0, 3 + random.below(6));
  return fromEntries(keys.map((key) => [key, value(random, depth)]));
}

function value(random: Random, depth: number): Json {
  if (depth === 0 || random.chance(0.5)) return scalar(random);
  if (random.chance(0.4)) return Array.from({ length: random.below(4) }, () => value(random, depth - 1));
  return tree(random, depth - 1);
}

/** Own keys, `__proto__` included. */
const fromEntries = (entries: Array<[string, Json]>): Tree => Object.fromEntries(entries);

function condition(random: Random): Json {
  const text = random.pick(TEXTS.filter((candidate) => candidate !== ''));
  const number = random.pick(NUMBERS);
  return random.pick<() => Json>([
    () => scalar(random),
    () => ({ prefix: text }),
    () => ({ suffix: text }),
    () => ({ 'equals-ignore-case': text }),
    () => ({ wildcard: `${text.slice(0, 1).replace('*', '')}*` }),
    () => ({ cidr: '10.0.0.0/8' }),
    () => ({ exists: random.chance(0.5) }),
    () => ({ numeric: [random.pick(['=', '<', '<=', '>', '>=']), number] }),
    () => ({ numeric: ['>=', number, '<', number + 10] }),
    () => ({ 'anything-but': [text, random.pick(TEXTS)] }),
    () => ({ 'anything-but': number }),
    () => ({ 'anything-but': { prefix: text } }),
  ])();
}

function policy(random: Random, depth: number): Tree {
  const keys = random.shuffle(KEYS.filter((key) => key !== 'prefix')).slice(0, 1 + random.below(2));
  const entries = keys.map((key): [string, Json] => {
    if (depth > 0 && random.chance(0.3)) return [key, policy(random, depth - 1)];
    return [key, Array.from({ length: 1 + random.below(5) }, () => condition(random))];
  });
  if (depth > 0 && random.chance(0.3)) entries.push(['$or', [policy(random, 0), policy(random, 0)]]);
  return fromEntries(entries);
}

const shuffled = (random: Random, json: Json): Json => {
  if (Array.isArray(json)) return json.map((item) => shuffled(random, item));
  if (typeof json !== 'object' || json === null) return json;
  return fromEntries(
    random.shuffle(Object.entries(json)).map(([key, inner]) => [key, shuffled(random, inner)]),
  );
};

/** A policy that asks exactly for what a body holds. Empty lists and objects hold nothing to ask for. */
function policyOfBody(body: Tree): Tree {
  const entries = Object.entries(body).flatMap(([key, inner]): Array<[string, Json]> => {
    if (Array.isArray(inner)) {
      const plain = inner.find((item) => item === null || typeof item !== 'object');
      return plain === undefined ? [] : [[key, [plain]]];
    }
    if (typeof inner !== 'object' || inner === null) return [[key, [inner]]];
    const nested = policyOfBody(inner);
    return Object.keys(nested).length === 0 ? [] : [[key, nested]];
  });
  return fromEntries(entries);
}

function message(random: Random, scope: FilterPolicyScope): FilterMessage {
  if (scope === 'MessageBody') return { body: tree(random, 3) };
  const keys = random.shuffle(KEYS).slice(0, random.below(8));
  const attributes = keys.map((key): [string, { Type: string; Value: string }] => {
    const text = random.pick(TEXTS.filter((candidate) => candidate !== ''));
    return [
      key,
      random.pick([
        { Type: 'String', Value: text },
        { Type: 'Number', Value: String(random.pick(NUMBERS)) },
        { Type: 'String.Array', Value: JSON.stringify([scalar(random), text]) },
        { Type: 'Binary', Value: 'AQID' },
      ]),
    ];
  });
  return { attributes: Object.fromEntries(attributes) };
}

/** Each case has a seed of its own, which a failure names. */
function forAll(runs: number, check: (random: Random, scope: FilterPolicyScope) => void): void {
  for (let seed = 1; seed <= runs; seed++) {
    const scope = seed % 2 === 0 ? 'MessageBody' : 'MessageAttributes';
    try {
      check(createRandom(seed), scope);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
}

describe('for any policy and message', () => {
  it('the order of keys changes nothing', () => {
    let delivered = 0;
    forAll(3000, (random, scope) => {
      const made = policy(random, scope === 'MessageBody' ? 2 : 0);
      const sent = message(random, scope);
      const answer = matchFilterPolicy(made, scope, sent);
      if (answer) delivered += 1;
      const body = sent.body === undefined ? sent : { body: shuffled(random, sent.body as Json) };
      expect(matchFilterPolicy(shuffled(random, made), scope, body)).toBe(answer);
      expect(measureFilterPolicy(shuffled(random, made), scope)).toEqual(measureFilterPolicy(made, scope));
    });
    // Both answers have to be common, or the property says nothing.
    expect(delivered).toBeGreaterThan(300);
    expect(delivered).toBeLessThan(2700);
  });

  it('a compiled policy, an explained one and one given as text agree', () => {
    forAll(3000, (random, scope) => {
      const made = policy(random, scope === 'MessageBody' ? 2 : 0);
      const accepts = compileFilterPolicy(JSON.stringify(made), scope);
      for (let i = 0; i < 3; i++) {
        const sent = message(random, scope);
        const answer = matchFilterPolicy(made, scope, sent);
        expect(accepts(sent)).toBe(answer);
        expect(explainFilterPolicy(made, scope, sent).delivered).toBe(answer);
        if (sent.body !== undefined)
          expect(accepts({ raw: JSON.stringify(sent.body, null, 1) })).toBe(answer);
      }
    });
  });

  it('a policy made from a message accepts it', () => {
    let asked = 0;
    forAll(2000, (random) => {
      const body = tree(random, 3);
      const made = policyOfBody(body);
      asked += Object.keys(made).length;
      expect(matchFilterPolicy(made, 'MessageBody', { body }), JSON.stringify({ made, body })).toBe(true);
    });
    expect(asked).toBeGreaterThan(2000);
  });

  it('one more condition in a list never takes a message away, one more key never adds one', () => {
    forAll(2000, (random, scope) => {
      const made = policy(random, 0);
      const sent = message(random, scope);
      const answer = matchFilterPolicy(made, scope, sent);
      const [key = 'a'] = Object.keys(made);
      const conditions = made[key];
      if (Array.isArray(conditions)) {
        const wider = { ...made, [key]: [...conditions, condition(random)] };
        if (answer) expect(matchFilterPolicy(wider, scope, sent)).toBe(true);
      }
      const narrower = { ...made, another: [condition(random)] };
      if (!answer) expect(matchFilterPolicy(narrower, scope, sent)).toBe(false);
    });
  });

  it('exists true and exists false exclude each other', () => {
    forAll(1000, (random, scope) => {
      const sent = message(random, scope);
      const key = random.pick(KEYS);
      const holds = (expected: boolean) =>
        matchFilterPolicy(fromEntries([[key, [{ exists: expected }]]]), scope, sent);
      expect(holds(true) && holds(false)).toBe(false);
      const visible = Object.values(sent.attributes ?? {}).some(
        (attribute) => !JSON.stringify(attribute).includes('Binary'),
      );
      if (scope === 'MessageBody' || visible) expect(holds(true) || holds(false)).toBe(true);
    });
  });

  it('any text at all gets a verdict, and each fault a place in it', () => {
    let refused = 0;
    forAll(3000, (random, scope) => {
      const made: Json = random.chance(0.1) ? scalar(random) : tree(random, 4);
      const whole = JSON.stringify(made);
      const text = random.chance(0.3) ? whole.slice(0, random.below(whole.length)) : whole;
      const verdict = validateFilterPolicy(text, scope);
      if (!verdict.valid) refused += 1;
      expect(verdict.valid).toBe(verdict.faults.length === 0);
      for (const { place } of verdict.faults) {
        if (place) expect(place.offset + place.length).toBeLessThanOrEqual(text.length);
      }
      const sent = message(random, scope);
      expect(explainFilterPolicy(text, scope, sent).delivered).toBe(matchFilterPolicy(text, scope, sent));
    });
    expect(refused).toBeGreaterThan(1000);
  });

  it('a key that AWS refuses lets nothing through', () => {
    forAll(500, (random, scope) => {
      const broken = random.pick<Json>([
        'text',
        5,
        true,
        null,
        [],
        {},
        [[]],
        [{}],
        [{ prefix: 1 }],
        [{ nope: 'x' }],
      ]);
      const made = { ...policy(random, 0), broken };
      expect(validateFilterPolicy(made, scope).valid).toBe(false);
      expect(matchFilterPolicy(made, scope, message(random, scope))).toBe(false);
    });
  });
});
