import type { Command } from 'commander';
import { listJobs, resumeJobs, showJob, stopJob } from './commands/jobs.ts';
import { redrive, type RedriveOptions } from './commands/redrive.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Session } from './session.ts';

type Run = (command: Command, act: (session: Session) => Promise<ExitCode>) => Promise<void>;

/** `jobs` and `redrive`. */
export function addJobCommands(program: Command, run: Run): void {
  const jobs = program.command('jobs').description('moves, copies and continuous receives');
  jobs
    .command('list', { isDefault: true })
    .description('list them, newest first')
    .action((_, command: Command) => run(command, listJobs));
  jobs
    .command('show <id>')
    .description('one job, and its report message by message')
    .action((id: string, _, command: Command) => run(command, (session) => showJob(session, id)));
  for (const act of ['pause', 'cancel'] as const) {
    jobs
      .command(`${act} <id>`)
      .description(act === 'pause' ? 'no new sends until it is resumed' : 'for good: what was not sent stays')
      .action((id: string, _, command: Command) => run(command, (session) => stopJob(session, act, id)));
  }
  jobs
    .command('resume [id]')
    .description('run it here until it ends')
    .option('--all', 'every job that has not ended')
    .action((id: string | undefined, { all }: { all?: boolean }, command: Command) =>
      run(command, (session) => resumeJobs(session, id, all ?? false)),
    );

  program
    .command('redrive')
    .description('move messages from queue to queue, each deleted only after its copy is confirmed')
    .requiredOption('--from <name|URL|ARN>', 'the source')
    .requiredOption('--to <name|URL|ARN>', 'the destination')
    .option('--to-profile <name>', "profile of the destination (default: the source's)")
    .option('--to-region <region>', "region of the destination (default: the source's)")
    .option(
      '--message <id>',
      'only this MessageId; repeatable',
      (text: string, all: string[]) => [...all, text],
      [],
    )
    .option('--copy', 'keep the originals')
    .option('--group-id <id>', 'group for messages without one, into a FIFO queue')
    .option('--skip-failed', 'FIFO: go on with a group whose earlier message failed')
    .action((options: RedriveOptions, command: Command) =>
      run(command, (session) => redrive(session, options)),
    );
}
