export { compileFilterPolicy, matchFilterPolicy } from './match.ts';
export { parseFilterPolicy } from './parse.ts';
export type { FilterMessage, FilterPolicyScope, ParsedPolicy, PolicyFault } from './model.ts';
