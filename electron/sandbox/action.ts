import type { World } from './world.ts';

/** Who calls, where: taken from the SigV4 credential scope of the request. */
export interface Caller {
  /** Twelve digits: the access key id when it is twelve digits itself, else 000000000000. */
  account: string;
  region: string;
  /** Empty, as account and region are, for an anonymous caller. */
  accessKeyId: string;
}

/** What an action gets besides its parameters. */
export interface ActionContext {
  caller: Caller;
  world: World;
  /** Base of queue URLs: `http://127.0.0.1:4100`, as the client addressed it. */
  baseUrl: string;
  /** Aborted when the client hangs up; a long poll then ends without receiving. */
  signal: AbortSignal;
}

/**
 * One AWS action, one file. `parameters` lists every parameter that the action knows: an unknown one fails with AWS's
 * error instead of being ignored. `run` gets them as the JSON protocol has them (the query protocol is parsed into
 * the same form) and answers in the form of the JSON protocol.
 */
export interface Action {
  name: string;
  parameters: readonly string[];
  run(input: Record<string, unknown>, context: ActionContext): Promise<object> | object;
}
