const FORM = /^[+-]?(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,6}))?$/;
const PRECISION = 38;
const MAGNITUDE = { min: -128, max: 126 };

/** Can SQS read this as a Number attribute: 38 digits, 10^-128 to 10^126? [SQS DG sqs-message-metadata] */
export function isNumberValue(text: string): boolean {
  const form = FORM.exec(text);
  if (!form) return false;
  const [, mantissa = '', exponent = '0'] = form;
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return true;
  const leadingZeros = (whole + fraction).length - digits.length;
  const magnitude = whole.length - leadingZeros - 1 + Number(exponent);
  const significant = digits.replace(/0+$/, '').length;
  const isPowerOfTen = significant === 1 && digits.startsWith('1');
  const belowTop = magnitude < MAGNITUDE.max || (magnitude === MAGNITUDE.max && isPowerOfTen);
  return significant <= PRECISION && magnitude >= MAGNITUDE.min && belowTop;
}
