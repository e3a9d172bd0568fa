const PER_LINE = 16;

/** Bytes as lines of offset, sixteen pairs of digits, and what of them is printable ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const part = bytes.subarray(at, at + PER_LINE);
    let digits = '';
    let letters = '';
    for (const [index, byte] of part.entries()) {
      digits += `${byte.toString(16).padStart(2, '0')} ${index === 7 ? ' ' : ''}`;
      letters += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    }
    lines.push(`${at.toString(16).padStart(8, '0')}  ${digits.padEnd(PER_LINE * 3 + 1)} ${letters}`);
  }
  return lines.join('\n');
}
