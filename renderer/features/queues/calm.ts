/** Shortest time between two tellings, ms. */
const APART = 250;

/** Makes a teller that acts at once, then at most every quarter of a second, and never forgets the last. */
export function createCalm(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  return function tell(): void {
    if (timer !== undefined) {
      again = true;
      return;
    }
    act();
    timer = setTimeout(() => {
      timer = undefined;
      if (!again) return;
      again = false;
      tell();
    }, APART);
  };
}
