const FORM = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Digits after the point that are compared; those behind are cut off. AWS promises five and its engine keeps six. */
export const DECIMALS = 6;

/** Numbers beyond this power of ten are compared as text only. */
const LARGEST_EXPONENT = 330;

/**
 * A number to compare by value, as an integer count of 10^-6; null when the text is no number or too large. Exact for any
 * spelling: `301.5`, `3.015e2` and `301.50` are the same.
 */
export function toComparable(text: string): bigint | null {
  const form = FORM.exec(text);
  if (!form) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = form;
  if (whole === '' && fraction === '') return null;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return 0n;
  const shift = Number(exponent) - fraction.length + DECIMALS;
  if (digits.length + shift > LARGEST_EXPONENT + DECIMALS) return null;
  const kept = shift < 0 ? digits.slice(0, Math.max(0, digits.length + shift)) : digits;
  const size = BigInt(kept === '' ? '0' : kept) * 10n ** BigInt(Math.max(0, shift));
  return sign === '-' ? -size : size;
}
