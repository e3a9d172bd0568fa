import type {
  AnyContractProcedure,
  ContractProcedure,
  InferSchemaInput,
  InferSchemaOutput,
} from '@orpc/contract';
import { inject, type App, type InjectionKey } from 'vue';
import { contract } from '../../electron/contract/index.ts';
import type { ProcedureMeta } from '../../electron/contract/procedure.ts';
import type { Connection } from './connection.ts';
import { CallFailed, toFailure } from './failure.ts';

/** A procedure of the contract, as the page names it: `contract.queues.list`. */
export type Procedure = AnyContractProcedure;

export type InputOf<P> =
  P extends ContractProcedure<infer I, infer _O, infer _E, infer _M> ? InferSchemaInput<I> : never;
export type OutputOf<P> =
  P extends ContractProcedure<infer _I, infer O, infer _E, infer _M> ? InferSchemaOutput<O> : never;
/** What one event of a stream procedure holds. */
export type EventOf<P> = OutputOf<P> extends AsyncIterable<infer T> ? T : never;

export type Path = readonly [feature: string, name: string];
type Callable = (input: unknown, options: { signal?: AbortSignal }) => Promise<unknown>;

const paths = new Map<Procedure, Path>(
  Object.entries(contract).flatMap(([feature, procedures]) =>
    Object.entries(procedures).map(([name, procedure]): [Procedure, Path] => [procedure, [feature, name]]),
  ),
);

/** Where a procedure stands in the contract; everything that needs a name derives it from here. */
export function pathOf(procedure: Procedure): Path {
  const path = paths.get(procedure);
  if (!path) throw new TypeError('This procedure is not part of the contract.');
  return path;
}

export function metaOf(procedure: Procedure): ProcedureMeta {
  const { effect, touches, stream, resource } = procedure['~orpc'].meta;
  return { effect, touches, stream, resource };
}

const connectionKey: InjectionKey<Connection> = Symbol('connection');

export const installConnection = (app: App, connection: Connection): void => {
  app.provide(connectionKey, connection);
};

/** The link to the host: its client and its state. */
export function useConnection(): Connection {
  const connection = inject(connectionKey);
  if (!connection) throw new Error('No connection was installed.');
  return connection;
}

export interface CallOptions {
  signal?: AbortSignal;
}
/** Calls a procedure once and rejects with `CallFailed` only. */
export type Call = <P extends Procedure>(
  procedure: P,
  input: InputOf<P>,
  options?: CallOptions,
) => Promise<OutputOf<P>>;

export function createCall(connection: Connection): Call {
  return async <P extends Procedure>(procedure: P, input: InputOf<P>, { signal }: CallOptions = {}) => {
    const [feature, name] = pathOf(procedure);
    const procedures = connection.client as unknown as Record<string, Record<string, Callable>>;
    try {
      const callable = procedures[feature]?.[name];
      if (!callable) throw new TypeError(`The client offers no ${feature}.${name}.`);
      return (await callable(input, { signal })) as OutputOf<P>;
    } catch (error) {
      throw new CallFailed(toFailure(error, signal));
    }
  };
}

/** {@link Call} on the page's connection; for reads that a query does not fit. */
export const useCall = (): Call => createCall(useConnection());
