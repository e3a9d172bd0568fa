import { shallowRef } from 'vue';
import type { Asker, Question } from '../../api/act.ts';

interface Open {
  question: Question;
  answer(confirmation: string | null): void;
}
/** The question on the screen, if any. */
export const open = shallowRef<Open | null>(null);

/** Shows the dialog; a question that comes while one is open waits for it. */
export const ask: Asker = async (question) => {
  while (open.value) await waiting.promise;
  waiting = Promise.withResolvers<void>();
  return new Promise((resolve) => {
    open.value = {
      question,
      answer: (confirmation) => {
        open.value = null;
        waiting.resolve();
        resolve(confirmation);
      },
    };
  });
};
let waiting = Promise.withResolvers<void>();
