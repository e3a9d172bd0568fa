/** Where a policy shall hold. */
export interface PolicyPlace {
  /** `aws`, `aws-cn`, `aws-us-gov` ... */
  partition: string;
  /** Twelve digits; null writes `*`, which a reader has to narrow. */
  account: string | null;
  /** Regions in which the console is used; none means all. */
  regions: readonly string[];
}

/** An identity policy as IAM takes it. */
export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: PolicyStatement[];
}

/** One statement of a {@link PolicyDocument}. */
export interface PolicyStatement {
  Sid: string;
  Effect: 'Allow';
  Action: string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}
