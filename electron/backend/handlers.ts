import type {
  AnyContractProcedure,
  ContractProcedure,
  InferSchemaInput,
  InferSchemaOutput,
} from '@orpc/contract';
import type { Contract } from '../contract/index.ts';

/** What a handler knows of the call besides its input. */
export interface Call {
  /** Aborted when the caller goes away or cancels. */
  signal: AbortSignal;
  /** Adds to the audit entry of this call; no message content, no secrets. */
  note(summary: Record<string, string | number | boolean>): void;
}

/** The function behind one procedure: validated input in, what the output schema takes out. */
export type Handler<P extends AnyContractProcedure> =
  P extends ContractProcedure<infer Input, infer Output, infer _Errors, infer _Meta>
    ? (
        input: InferSchemaOutput<Input>,
        call: Call,
      ) => InferSchemaInput<Output> | Promise<InferSchemaInput<Output>>
    : never;

/** All functions of one feature, named as in its contract. */
export type Handlers<Feature extends keyof Contract> = {
  [Name in keyof Contract[Feature]]: Contract[Feature][Name] extends AnyContractProcedure
    ? Handler<Contract[Feature][Name]>
    : never;
};
