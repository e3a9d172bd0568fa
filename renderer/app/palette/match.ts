/** A piece of a label, and whether the words typed are in it. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** How well a label fits the words typed: null when one of them is missing; smaller is better. */
export function rank(label: string, words: readonly string[]): number | null {
  const text = label.toLowerCase();
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at === -1) return null;
    const starts = at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '');
    score += at + (starts ? 0 : 50);
  }
  return score + label.length / 100;
}

/** Cuts a label where the words are, for showing them. */
export function toPieces(label: string, words: readonly string[]): Piece[] {
  const text = label.toLowerCase();
  // Lower case may be longer than the text it comes from: then nothing is marked.
  if (text.length !== label.length) return [{ text: label, hit: false }];
  const hits = Array.from(label, () => false);
  for (const word of words) {
    const at = word === '' ? -1 : text.indexOf(word);
    if (at !== -1) hits.fill(true, at, at + word.length);
  }
  const pieces: Piece[] = [];
  for (let at = 0; at < label.length; at++) {
    const last = pieces.at(-1);
    const [hit, character] = [hits[at] ?? false, label[at] ?? ''];
    if (last?.hit === hit) last.text += character;
    else pieces.push({ text: character, hit });
  }
  return pieces;
}

/** The typed text as words. */
export const toWords = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);
