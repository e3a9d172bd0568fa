import type { PolicyIssue } from './issue.ts';

/** What a look at a policy found. `error`: AWS refuses it or it does nothing; `warning`: it opens more than it should. */
export interface LintFinding extends PolicyIssue {
  severity: 'error' | 'warning' | 'info';
}
