import { invalidParameter } from './failures.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?$/;

/** Up to 38 digits, from 10^-128 to 10^126. */
export function checkNumber(name: string, text: string): void {
  const [, digits, exponent = '0'] = NUMBER.exec(text.trim()) ?? [];
  if (digits === undefined)
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  const significant = digits.replace('.', '').replace(/^0+|0+$/g, '');
  const [whole = '', fraction = ''] = digits.split('.');
  const size = whole.replace(/^0+/, '').length || -/^0*/.exec(fraction)![0].length;
  const magnitude = size + Number(exponent);
  if (significant.length > 38 || (significant !== '' && (magnitude > 127 || magnitude < -127))) {
    throw invalidParameter(`The value of message (user) attribute '${name}' is out of range for a number.`);
  }
}
