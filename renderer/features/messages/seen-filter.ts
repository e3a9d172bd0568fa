import type { SeenMessage } from '../../../electron/contract/index.ts';

/** Does a seen message hold the text, in its body, ids, attributes or system attributes? Case does not matter. */
export function holdsText(message: SeenMessage, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const holds = (value: string): boolean => value.toLowerCase().includes(wanted);
  return (
    holds(message.body) ||
    holds(message.messageId) ||
    Object.entries(message.attributes).some(
      ([name, { value, binary }]) => holds(name) || (!binary && holds(value)),
    ) ||
    Object.values(message.system).some(holds)
  );
}
