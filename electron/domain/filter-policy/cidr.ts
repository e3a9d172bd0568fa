import { type Block, parseAddress } from '../ip-address.ts';

/**
 * Reads `address/prefix`. `error` holds AWS's wording; `block` is there whenever the text has a meaning, refused or not.
 */
export function parseBlock(text: string): { block?: Block; error?: string } {
  // Java's split drops empty parts at the end.
  const parts = text.replace(/\/+$/, '').split('/');
  const [ip = '', mask = ''] = parts;
  if (parts.length !== 2) return { error: "Malformed CIDR, one '/' required" };
  if (!/^[+-]?\d{1,9}$/.test(mask)) return { error: 'Malformed CIDR, mask bits must be an integer' };
  const prefix = Number(mask);
  if (prefix < 0) return { error: 'Malformed CIDR, mask bits must not be negative' };
  const address = parseAddress(ip);
  if (!address) return { error: `Nonstandard IP address: ${ip}` };
  const block = prefix <= address.bits ? { ...address, prefix } : undefined;
  if (prefix < address.bits) return { ...(block && { block }) };
  const family = address.bits === 32 ? 'IPv4' : 'IPv6';
  return { ...(block && { block }), error: `${family} mask bits must be < ${address.bits}` };
}
