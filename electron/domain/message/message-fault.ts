/** Why AWS would refuse a message: its error code and its wording. */
export interface MessageFault {
  code:
    | 'MissingParameter'
    | 'InvalidMessageContents'
    | 'InvalidParameterValue'
    | 'ParameterValueInvalid'
    | 'InvalidParameter';
  message: string;
  /** The attribute at fault, when it is one. */
  attribute?: string;
}

/** A parameter that AWS would refuse. */
export function refused(message: string): MessageFault {
  return { code: 'InvalidParameterValue', message };
}
