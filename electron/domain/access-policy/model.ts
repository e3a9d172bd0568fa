/** Who calls, as a policy names it: one kind and one name. */
export interface Principal {
  kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  /** ARN, service name or provider; `*` is a caller without any identity. */
  name: string;
}

/** What is asked of a resource policy. */
export interface AccessRequest {
  /**
   * The caller: an ARN, an account id (its root), a service's name (`sns.amazonaws.com`), `*` (nobody known), or the form
   * of a policy (`{ Service: 'sns.amazonaws.com' }`).
   */
  principal: string | Partial<Record<Principal['kind'], string>>;
  /** `sqs:SendMessage`; batch calls count as the single call. */
  action: string;
  /** ARN of the queue or topic. */
  resource: string;
  /** Condition keys of the request, names in any case; several values as a list. Keys of the principal are derived. */
  context?: Readonly<Record<string, ContextValue>>;
}

/** A value of the request's context; times as ISO text or epoch seconds. */
export type ContextValue = string | number | boolean | readonly string[];

/** One line of a Condition: an operator, a key and the values that it is compared with. */
export interface PolicyCondition {
  operator: string;
  key: string;
  values: string[];
}

/** A statement in one spelling, whatever was a text or a list. */
export interface Statement {
  index: number;
  sid: string | null;
  effect: 'Allow' | 'Deny' | null;
  /** Null when neither Principal nor NotPrincipal is there. */
  principals: Principal[] | null;
  notPrincipal: boolean;
  actions: string[];
  notAction: boolean;
  resources: string[];
  notResource: boolean;
  conditions: PolicyCondition[];
}

/** A resource policy as read. */
export interface AccessPolicy {
  /** `2008-10-17` when the policy does not say; policy variables are known from `2012-10-17` on. */
  version: string;
  id: string | null;
  statements: Statement[];
}
