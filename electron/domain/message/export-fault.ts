/** Why a line is no message. The page translates the code; `field` names the place in the line. */
export interface ExportFault {
  code:
    | 'not-json'
    | 'not-object'
    | 'body-missing'
    | 'not-text'
    | 'not-attributes'
    | 'attribute-type'
    | 'attribute-value'
    | 'not-base64'
    | 'not-number';
  field: string | null;
  /** The same in plain English. */
  message: string;
}

/** Thrown while a line is read; carries the fault. */
export class Refusal extends Error {
  readonly fault: ExportFault;
  constructor(fault: ExportFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Makes a fault. */
export function fault(code: ExportFault['code'], field: string | null, message: string): ExportFault {
  return { code, field, message };
}

/** Refuses a field. */
export function refuse(code: ExportFault['code'], field: string, message: string): never {
  throw new Refusal(fault(code, field, `${field}: ${message}`));
}
