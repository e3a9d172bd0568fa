import { escapeXml } from '../protocol/escape-xml.ts';
import { isStructure } from './unflatten.ts';
import { ITEMS } from './query-names.ts';

/**
 * An answer as the XML of the query protocol: lists and maps flattened. `action` names the items of its entries.
 */
export function flatten(action: string, value: unknown): string {
  if (!isStructure(value)) return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, child]) => {
      if (child === undefined) return '';
      if (Array.isArray(child)) {
        const item = ITEMS.get(name) ?? `${action}ResultEntry`;
        return child.map((each) => element(item, flatten(action, each))).join('');
      }
      if (name === 'Tags') return pairs('Tag', 'Key', action, child);
      if (name === 'Attributes') return pairs('Attribute', 'Name', action, child);
      if (name === 'MessageAttributes') return pairs('MessageAttribute', 'Name', action, child);
      return element(name, flatten(action, child));
    })
    .join('');
}

function pairs(name: string, key: string, action: string, map: unknown): string {
  return Object.entries(isStructure(map) ? map : {})
    .map(([at, value]) =>
      element(name, element(key, escapeXml(at)) + element('Value', flatten(action, value))),
    )
    .join('');
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
