import type { Job, JobItem } from '../../electron/contract/index.ts';
import type { Found, Letter } from './mail.ts';

/** What is known at the end of a redrive that was killed several times. */
export interface Evidence {
  letters: readonly Letter[];
  /** MessageId in the source -> its letter. */
  ids: ReadonlyMap<string, Letter>;
  left: readonly Found[];
  arrived: readonly Found[];
  /** The letter as it has to arrive. */
  expected(letter: Letter, id: string): Letter;
  /** Whether it was to be moved at all. */
  isChosen(letter: Letter): boolean;
  job: Job;
  items: readonly JobItem[];
  destinationFifo: boolean;
  sourceFifo: boolean;
}

/** What broke, in words; empty when every promise was kept. */
export function judge(evidence: Evidence): string[] {
  const { letters, ids, left, arrived, expected, isChosen, items } = evidence;
  const broken: string[] = [];
  const idOf = new Map([...ids].map(([id, { number }]) => [number, id]));
  const itemsOf = Map.groupBy(items, ({ messageId }) => messageId);
  const leftOf = Map.groupBy(left, ({ number }) => number);
  const copiesOf = Map.groupBy(arrived, ({ number }) => number);
  for (const letter of letters) {
    const { number } = letter;
    const id = idOf.get(number) ?? '';
    const lines = itemsOf.get(id) ?? [];
    const item = lines.at(-1);
    const doubt = lines.some((line) => line.doubt);
    const copies = copiesOf.get(number) ?? [];
    const originals = leftOf.get(number) ?? [];
    const say = (text: string): void => void broken.push(`message ${number} (${id}): ${text}`);
    if (copies.length + originals.length === 0) say(`lost; the report says ${item?.state}`);
    for (const original of originals) {
      if (!same(original, letter)) say('changed in the source');
    }
    if (!isChosen(letter)) {
      if (copies.length > 0) say('moved, and not chosen');
      continue;
    }
    for (const copy of copies) {
      const wanted = expected(letter, id);
      if (!same(copy, wanted)) say(`arrived as ${show(copy)} in the place of ${show(wanted)}`);
    }
    if (copies.length > 1 && !doubt) say(`${copies.length} copies, and the report does not name it`);
    if (copies.length > 0 && originals.length > 0 && !doubt && item?.state !== 'sent')
      say(`in both queues, and the report says ${item?.state}`);
    if (item?.state === 'done' && !copies.some((copy) => copy.id === item.newId))
      say(`the copy ${item.newId} that the report names is not there`);
    if (evidence.destinationFifo) {
      const times = copies.map(({ sentAt }) => sentAt).sort((a, b) => a - b);
      if (times.some((at, index) => index > 0 && at - times[index - 1]! < 300_000))
        say('doubled on FIFO inside the deduplication window');
    }
  }
  if (evidence.destinationFifo && evidence.sourceFifo) broken.push(...disorder(arrived));
  return broken;
}

function disorder(arrived: readonly Found[]): string[] {
  return [...Map.groupBy(arrived, ({ group }) => group)].flatMap(([group, copies]) => {
    const numbers = copies.map(({ number }) => number);
    const wrong = numbers.find((number, at) => at > 0 && number < numbers[at - 1]!);
    return wrong === undefined ? [] : [`group ${group}: ${wrong} arrived late in ${numbers.join(' ')}`];
  });
}

const content = ({ body, attributes, group, trace }: Letter): unknown => [
  body,
  Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)),
  group,
  trace,
];
const same = (one: Letter, other: Letter): boolean =>
  JSON.stringify(content(one)) === JSON.stringify(content(other));
const show = (letter: Letter): string => JSON.stringify(content(letter)).slice(0, 300);
