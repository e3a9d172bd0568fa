/** What AWS answers to a character that a message may not have. */
export const INVALID_CHARACTERS =
  'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF';

/** Where the first character stands that a body or a text attribute may not have, in UTF-16 units; -1 when none does. */
export function findForbiddenCharacter(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x20 && unit < 0xd800) continue;
    if (unit === 0x9 || unit === 0xa || unit === 0xd) continue;
    if (unit >= 0xe000 && unit <= 0xfffd) continue;
    const next = text.charCodeAt(i + 1);
    if (unit < 0xd800 || unit >= 0xdc00 || !(next >= 0xdc00 && next < 0xe000)) return i;
    i += 1;
  }
  return -1;
}

/** May SQS and SNS carry this text: #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD #x10000-#x10FFFF? [SQS API SendMessage] */
export function isAllowedText(text: string): boolean {
  return findForbiddenCharacter(text) < 0;
}
