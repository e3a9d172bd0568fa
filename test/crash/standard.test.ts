import { fromStandard } from './kinds.ts';
import { describeKills } from './suite.ts';

describeKills(fromStandard, 0);
