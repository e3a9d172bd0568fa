/** A decimal number as its digits without zeros at either end, and the power of ten of the last one. */
function toDecimal(token: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  return kept === ''
    ? '0'
    : `${sign}${kept}e${BigInt(exponent) - BigInt(fraction.length - (digits.length - kept.length))}`;
}

/** Whether a number of a JSON text is, as a double, written back as the same number (in whatever spelling). */
export function isExact(token: string): boolean {
  const value = Number(token);
  return Number.isFinite(value) && toDecimal(token) === toDecimal(String(value));
}

/** How JSONata writes a number into a text: fifteen digits. [docs.jsonata.org, $string] */
export const toSpellings = (value: number): string[] => [
  ...new Set([String(value), String(Number(value.toPrecision(15)))]),
];
