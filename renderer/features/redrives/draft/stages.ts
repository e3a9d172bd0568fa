/** A typed whole number of at least 1; null for anything else. */
export function toAmount(text: string): number | null {
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && value >= 1 && Number.isSafeInteger(value) ? value : null;
}

/** The sizes that were typed; empty fields are no stages. Null when one is no whole number. */
export function toSizes(stages: readonly string[]): number[] | null {
  const sizes = stages.filter((text) => text.trim() !== '').map(toAmount);
  return sizes.includes(null) ? null : (sizes as number[]);
}
