/** An IP address as a number; 32 or 128 bits. */
export interface Address {
  bits: 32 | 128;
  value: bigint;
}

/** A block of addresses. */
export interface Block extends Address {
  /** Leading bits that an address has to share. */
  prefix: number;
}

/** Reads an IPv4 or IPv6 address; null when the text is none. */
export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Is the address inside the block? Host bits of the block do not matter; the families must agree. */
export function isInBlock(address: Address, block: Block): boolean {
  if (address.bits !== block.bits) return false;
  const hostBits = BigInt(block.bits - block.prefix);
  return address.value >> hostBits === block.value >> hostBits;
}

function parseIpv4(text: string): Address | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return null;
  const octets = text.split('.').map(Number);
  if (octets.some((octet) => octet > 255)) return null;
  return { bits: 32, value: octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n) };
}

function parseIpv6(text: string): Address | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...head, ...(tail ?? [])];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  const missing = 8 - groups.length;
  if (tail ? missing < 1 : missing !== 0) return null;
  const all = tail ? [...head, ...Array<string>(missing).fill('0'), ...tail] : groups;
  return { bits: 128, value: all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
