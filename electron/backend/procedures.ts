import type { AnyContractProcedure } from '@orpc/contract';
import { implement, type AnyProcedure, type Router } from '@orpc/server';
import { contract, type Contract, type ProcedureMeta } from '../contract/index.ts';
import { fail, toFailure, type FailureError } from './failures.ts';
import { checkGuard } from './guard.ts';
import type { Call, Handlers } from './handlers.ts';
import { openRecord } from './record.ts';
import type { Services } from './services.ts';
import { watchedStream } from './stream.ts';
import { toFailureError } from './to-failure.ts';
import { unlessAborted } from './unless-aborted.ts';

/** The functions of all features. */
export type AllHandlers = { [Feature in keyof Contract]: Handlers<Feature> };

/** What a transport's RPC handler takes. */
export type BackendRouter = Router<Contract, Record<never, never>>;

type AnyHandler = (input: unknown, call: Call) => unknown;

/** What the wrapper reads of an input; the contract's schemas have checked it before. */
interface KnownInput {
  scope?: { profile: string; region: string };
  callId?: string;
  confirmation?: string;
}

/** Puts the one wrapper round every procedure of the contract: validation, guard, record, failures, cancellation. */
export function createProcedures(services: Services, handlers: AllHandlers): BackendRouter {
  const router: Record<string, Record<string, AnyProcedure>> = {};
  for (const [feature, procedures] of Object.entries(contract)) {
    const functions = handlers[feature as keyof Contract] as unknown as Record<string, AnyHandler>;
    router[feature] = {};
    for (const [name, procedure] of Object.entries<AnyContractProcedure>(procedures)) {
      const run = functions[name];
      if (!run) throw new TypeError(`${feature}.${name} has no handler`);
      router[feature][name] = wrap(services, `${feature}.${name}`, procedure, run);
    }
  }
  // Every feature and name of the contract was walked just now, which the compiler cannot follow.
  return router as unknown as BackendRouter;
}

function wrap(
  services: Services,
  action: string,
  procedure: AnyContractProcedure,
  run: AnyHandler,
): AnyProcedure {
  const { log } = services.host;
  const meta = procedure['~orpc'].meta as ProcedureMeta;
  // Index 1: the validations of input and output run inside of this middleware, so that it sees their errors.
  return implement(procedure, { initialInputValidationIndex: 1, initialOutputValidationIndex: 1 })
    .use(async ({ next, signal }) => {
      try {
        return await next();
      } catch (error) {
        throw signal?.aborted ? afterAbort(error, action, services) : toFailureError(error, action, log);
      }
    })
    .handler(({ input, signal }) => {
      if (meta.stream) {
        return watchedStream<unknown>(
          (call) => run(input, { ...call, note: () => undefined }) as AsyncIterator<unknown>,
          signal,
          (error) => toFailureError(error, action, log),
        );
      }
      return call(services, action, meta, run, input, signal ?? new AbortController().signal);
    });
}

async function call(
  services: Services,
  action: string,
  meta: ProcedureMeta,
  run: AnyHandler,
  input: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  const { effect } = meta;
  if (effect === 'read') {
    // A credential process that hangs, say, knows nothing of the signal.
    const reading = Promise.resolve(run(input, { signal, note: () => undefined }));
    return unlessAborted(reading, signal);
  }

  const { scope, callId, confirmation } = input as KnownInput;
  const resource = meta.resource ? String((input as Record<string, unknown>)[meta.resource]) : null;
  const record = openRecord(services.store.audit, services.host, callId, {
    action,
    effect,
    profile: scope?.profile ?? (meta.resource === 'profile' ? resource : null),
    region: scope?.region ?? null,
    resource,
  });
  try {
    // Without a scope a call stays on this machine: nothing to guard.
    if (scope)
      checkGuard(await services.profiles.get(scope.profile), {
        effect,
        resource: resource ?? undefined,
        confirmation,
      });
    const output = await run(input, { signal, note: record.note });
    record.done();
    return output;
  } catch (error) {
    const failure = signal.aborted
      ? afterAbort(error, action, services)
      : toFailureError(error, action, services.host.log);
    record.failed(toFailure(failure));
    throw failure;
  }
}

// After a cancel, whatever broke off is the cancel's doing, but for a write whose outcome nobody knows.
function afterAbort(error: unknown, action: string, { host }: Services): FailureError {
  const failure = toFailureError(error, action, host.log);
  return failure.code === 'INTERNAL' || failure.code === 'NETWORK' ? fail('CANCELLED') : failure;
}
