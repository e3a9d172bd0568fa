/** What goes wrong. */
export type FaultKind =
  /** `ThrottlingException`-like: the service's own throttling error (SQS: RequestThrottled 403). */
  | { kind: 'throttle' }
  /** An answer 500, 502, 503 or 504 without the action being done. */
  | { kind: 'server'; status?: number }
  /** The action is done, `ms` later than asked (clock of the machine, not of the sandbox). */
  | { kind: 'latency'; ms: number }
  /** The action is done, then the connection is cut before any byte of the answer. */
  | { kind: 'drop' }
  /** Any AWS error by name: `AccessDenied`, `ExpiredToken`, `KmsAccessDenied`... */
  | { kind: 'error'; type: string; code?: string; message?: string; status?: number };

/** A fault that is switched on. */
export interface Fault {
  /** Only this action (`SendMessage`); all where absent. */
  action?: string;
  /** Only requests whose queue or topic has this text in its URL, ARN or name. */
  resource?: string;
  /** Switches itself off after so many hits; unlimited where absent. */
  count?: number;
  /** Hits only this share of the matching requests, 0 to 1; always where absent. */
  probability?: number;
  /** Lets so many matching requests pass first. */
  skip?: number;
  fault: FaultKind;
}

/** A fault with its id and how often it hit. */
export interface ActiveFault extends Fault {
  id: string;
  hits: number;
}
