import type { MessageAttributes } from '../contract/index.ts';
import { UsageError } from './exit-codes.ts';

/** Reads attributes written `name:Type=value`, such as `total:Number=3` or `photo:Binary.png=BASE64`. */
export function parseAttributes(texts: readonly string[]): MessageAttributes {
  const attributes: MessageAttributes = {};
  for (const text of texts) {
    const [, name, type, value] = /^([^:=]+):([^=]+)=(.+)$/s.exec(text) ?? [];
    if (name === undefined || type === undefined || value === undefined) {
      throw new UsageError(`An attribute is written name:Type=value; this is not: ${text}`);
    }
    if (Object.hasOwn(attributes, name)) throw new UsageError(`Attribute ${name} is given twice.`);
    const binary = /^Binary(\.|$)/.test(type);
    if (binary && Buffer.from(value, 'base64').toString('base64') !== value)
      throw new UsageError(`The value of ${name} has to be base64.`);
    attributes[name] = { type, binary, value };
  }
  return attributes;
}
