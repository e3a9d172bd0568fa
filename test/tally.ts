import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Adds up what the suites wrote to `.cache/results` and prints the one line that says it. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

const folder = path.resolve(import.meta.dirname, '..', '.cache', 'results');
const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const suite of wanted) {
  const file = path.join(folder, `${suite}.json`);
  if (!existsSync(file)) {
    process.stdout.write(`${suite}: no report was written\n`);
    total.failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport | PlaywrightReport;
  const counts =
    'stats' in report
      ? {
          passed: report.stats.expected,
          failed: report.stats.unexpected + report.stats.flaky,
          skipped: report.stats.skipped,
        }
      : {
          passed: report.numPassedTests,
          // A file that could not be loaded has no failed test of its own.
          failed: Math.max(report.numFailedTests, report.success ? 0 : 1),
          skipped: report.numPendingTests + report.numTodoTests,
        };
  process.stdout.write(
    `${suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
  );
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
const others = existsSync(folder)
  ? readdirSync(folder).filter((file) => file.endsWith('.json') && !wanted.includes(file.slice(0, -5)))
  : [];
if (others.length > 0) process.stdout.write(`not counted: ${others.join(', ')}\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed > 0 ? 1 : 0);
