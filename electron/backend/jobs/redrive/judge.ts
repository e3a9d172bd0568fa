import type { ExpressionMessage } from '../../expressions/message.ts';
import type { Expressions } from '../../expressions/expressions.ts';
import type { Judge, Received, RedriveOrder } from './model.ts';

/** What an expression sees of a received message. */
export const toExpressionMessage = ({ id, content, system, size }: Received): ExpressionMessage => ({
  messageId: id,
  body: content.body,
  attributes: content.attributes,
  system,
  size,
});

/** The expressions of an order; null where it has none. */
export function createJudge(
  expressions: Expressions,
  { where, transform }: Pick<RedriveOrder, 'where' | 'transform'>,
): Judge | null {
  if (where === null && transform === null) return null;
  return {
    where: (messages, signal) =>
      expressions.where(where ?? 'true', messages.map(toExpressionMessage), signal),
    async transform(messages, signal) {
      const asked = messages.map(toExpressionMessage);
      const answers = await expressions.transform(transform ?? '$', asked, signal);
      return answers.map((answer, index) => {
        if (!answer.ok) return answer;
        const { deduplicationId, ...content } = answer.content;
        const { content: before, deduplicationId: known } = messages[index]!;
        return {
          ok: true,
          value: {
            content: { ...before, ...content },
            // What the message came with is not what was asked for.
            dedupId: deduplicationId === known ? null : deduplicationId,
          },
        };
      });
    },
  };
}
