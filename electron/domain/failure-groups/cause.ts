import type { CauseKind } from '../../contract/captures.ts';

/** Why a message failed, as far as it says itself. Messages whose causes have the same key failed alike. */
export interface Cause {
  kind: CauseKind;
  /** The attribute or the path in the body that says so; '' where it is the body as a whole. */
  from: string;
  /** For people: a text with placeholders, or the names of a shape; '' for an empty body or a missing field. */
  title: string;
  /** 16 hex digits, equal for equal causes, whatever ids, dates and numbers they name. */
  key: string;
}

/** The parts of a message that its cause is read from. */
export interface FailedMessage {
  body: string;
  /** As in the contract: values of binary attributes are base64. */
  attributes: Readonly<Record<string, { type: string; binary: boolean; value: string }>>;
}
