/** Why a setting, a name or a tag would be refused. `field` is a dotted path; `min` and `max` where a limit is the reason. */
export interface SettingFault<Reason extends string = string> {
  field: string;
  reason: Reason;
  min?: number;
  max?: number;
  /** In plain English, for the CLI and the record. */
  message: string;
}
