import type { World } from '../world.ts';
import { isLoopback } from './loopback.ts';

/** AWS gives an endpoint fifteen seconds. */
const TIMEOUT_MS = 15_000;

/** What the deliverer wants to hear. */
export interface HttpOutcome {
  delivered(answer: string): void;
  /** One attempt failed; the metric counts each, retries included. */
  attemptFailed(): void;
  gaveUp(failure: string): void;
}

/** One delivery over HTTP. */
export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Posts, and again after each delay while the endpoint fails. */
export function attempt(world: World, post: Post, delays: readonly number[], outcome: HttpOutcome): void {
  void send(post).then(({ failure, final }) => {
    if (failure === null) {
      outcome.delivered('HTTP 2xx');
      return;
    }
    outcome.attemptFailed();
    const [next, ...later] = delays;
    if (final || next === undefined) outcome.gaveUp(failure);
    else world.clock.after(next * 1000, () => attempt(world, post, later, outcome));
  });
}

async function send({ url, headers, body }: Post): Promise<{ failure: string | null; final: boolean }> {
  // The sandbox is local: it must never carry data out into the world, whatever a subscription says.
  if (!isLoopback(url))
    return { failure: 'The sandbox delivers to loopback addresses only; nothing was sent.', final: true };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return { failure: null, final: true };
    return { failure: `HTTP ${answer.status}`, final: answer.status < 500 && answer.status !== 429 };
  } catch (error) {
    return {
      failure: `Connection failed: ${error instanceof Error ? error.message : String(error)}`,
      final: false,
    };
  }
}
