import { fromFifo } from './kinds.ts';
import { describeKills } from './suite.ts';

describeKills(fromFifo, 1);
