export { type Meter, type PolicyMeasures, measureFilterPolicy } from './limits.ts';
export { compileFilterPolicy, matchFilterPolicy } from './match.ts';
export type { FilterMessage, FilterPolicyScope } from './model.ts';
export { type Place, type PolicyRemark, type PolicyVerdict, validateFilterPolicy } from './validate.ts';
