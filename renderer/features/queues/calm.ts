/**
 * Makes a teller that acts at once, then no sooner than `apart` says, and never forgets the last.
 * @param apart shortest time between two tellings, ms
 */
export function createCalm(act: () => void, apart: () => number): () => void {
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
    }, apart());
  };
}
