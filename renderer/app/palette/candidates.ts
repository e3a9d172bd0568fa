import type { PaletteEntry } from '../../stores/palette.ts';
import { rank } from './match.ts';

/** A line that may come into the palette; what costs time is made only when it does. */
export interface Candidate {
  label: string;
  profile?: string;
  make(): PaletteEntry;
}

export const toCandidate = (entry: PaletteEntry): Candidate => ({
  label: entry.label,
  profile: entry.profile,
  make: () => entry,
});

/** The lines that fit the words typed, best first, `most` of them; in their own order without words. */
export function bestOf(
  candidates: Iterable<Candidate>,
  words: readonly string[],
  most: number,
  profile: string | null,
): PaletteEntry[] {
  const fits: { candidate: Candidate; score: number }[] = [];
  for (const candidate of candidates) {
    if (profile !== null && candidate.profile !== profile) continue;
    const score = rank(candidate.label, words);
    if (score !== null) fits.push({ candidate, score });
    if (words.length === 0 && fits.length === most) break;
  }
  if (words.length > 0) fits.sort((a, b) => a.score - b.score);
  return fits.slice(0, most).map(({ candidate }) => candidate.make());
}

/** Groups of lines in one list: first the group whose first line fits best, so that a bare name stands before its acts. */
export function inOrder(
  groups: readonly (readonly PaletteEntry[])[],
  words: readonly string[],
): PaletteEntry[] {
  const fit = ([first]: readonly PaletteEntry[]): number => (first && rank(first.label, words)) ?? Infinity;
  return groups.toSorted((a, b) => (words.length === 0 ? 0 : fit(a) - fit(b) || 0)).flat();
}
