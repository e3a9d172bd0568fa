import { parentPort, workerData } from 'node:worker_threads';
import { compile, type Compiled, type SyntaxFault } from './evaluate.ts';
import type { ExpressionLimits } from './limits.ts';
import type { Answer, Question } from './thread.ts';

if (!parentPort)
  throw new TypeError('This file evaluates expressions in a thread; it is started by its owner.');
const port = parentPort;
const limits = workerData as ExpressionLimits;
const compiled = new Map<string, Compiled | SyntaxFault>();
const most = { compiled: 20, results: 64, ms: 20 };

const say = (answer: Answer): void => port.postMessage(answer);

function compileOnce(text: string): Compiled | SyntaxFault {
  const known = compiled.get(text) ?? compile(text, limits);
  compiled.delete(text);
  compiled.set(text, known);
  for (const oldest of compiled.keys()) {
    if (compiled.size <= most.compiled) break;
    compiled.delete(oldest);
  }
  return known;
}

async function answer({ kind, expression, messages, at }: Question): Promise<void> {
  const found = compileOnce(expression);
  if ('position' in found) {
    say({ kind: 'invalid', fault: found });
    return;
  }
  let results: Extract<Answer, { kind: 'part' }>['results'] = [];
  let since = performance.now();
  for (const [index, message] of messages.entries()) {
    Atomics.store(at, 0, index);
    results.push(await found[kind](message));
    // In parts: what is finished outlives the thread.
    if (results.length >= most.results || performance.now() - since > most.ms) {
      say({ kind: 'part', results });
      results = [];
      since = performance.now();
    }
  }
  say({ kind: 'part', results });
  say({ kind: 'end' });
}

port.on('message', (question: Question) => void answer(question));
