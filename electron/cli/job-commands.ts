import { Option, type Command } from 'commander';
import { capture, type CaptureOptions } from './commands/capture.ts';
import { listJobs, resumeJobs, showJob, stopJob } from './commands/jobs.ts';
import { listParked, restoreParked, type ParkedListOptions, type RestoreOptions } from './commands/parked.ts';
import { redrive, type RedriveOptions } from './commands/redrive.ts';
import type { ExitCode } from './exit-codes.ts';
import { collectList, integer, integers, number } from './options.ts';
import type { Session } from './session.ts';

type Run = (command: Command, act: (session: Session) => Promise<ExitCode>) => Promise<void>;

/** `jobs`. */
export function addJobCommands(program: Command, run: Run): void {
  const jobs = program.command('jobs').description('moves, copies, captures and other long work');
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
    .description('run it here until it ends; Ctrl+C pauses it')
    .option('--all', 'every job that has not ended')
    .action((id: string | undefined, { all }: { all?: boolean }, command: Command) =>
      run(command, (session) => resumeJobs(session, id, all ?? false)),
    );
}

/** `redrive`, `capture` and `parked`. */
export function addRedriveCommands(program: Command, run: Run): void {
  program
    .command('redrive')
    .description(
      'move messages, each deleted only after its copy is confirmed and written down; Ctrl+C pauses',
    )
    .requiredOption('--from <name|URL|ARN>', 'the source')
    .option('--to <name|URL|ARN>', 'the destination: a queue, or a topic by its ARN')
    .option('--to-sources', 'each message back to the queue that it failed in')
    .option('--park', 'onto the disk of this computer, from where `parked restore` brings it back')
    .option('--to-profile <name>', "profile of the destination (default: the source's)")
    .option('--to-region <region>', "region of the destination (default: the source's)")
    .option('--ids <id,...>', 'only these MessageIds; repeatable', collectList, [])
    .option('--where <JSONata>', 'only messages for which this holds; $ is the body, $message the facts')
    .option('--transform <JSONata>', 'the new body of each message, such as $ ~> |$|{"retry": true}|')
    .option('--keep', 'keep the originals: a copy')
    .option('--rate <n>', 'messages a second at most', number(0.1, 10_000))
    .option('--max <n>', 'messages at most', integer(1, 10_000_000))
    .option('--stages <n,...>', 'batches to begin with, such as 1,5,50', integers(1, 1_000_000))
    .option(
      '--settle <seconds>',
      'with --stages: how long to watch for returns after each',
      integer(0, 86_400),
    )
    .option(
      '--returns-allowed <n>',
      'with --stages: pause when more than so many come back',
      integer(0, 1_000_000),
    )
    .option('--stop-on-failure', 'pause at the first message that fails (always so with --stages)')
    .option('--group-id <id>', 'group for messages without one, into a FIFO queue')
    .option('--skip-failed', 'FIFO: go on with a group whose earlier message failed')
    .option('--keep-deduplication-id', 'FIFO to FIFO: send with the ids that the messages carry')
    .addOption(
      new Option('--unanswered <what>', 'a send without an answer: send again and report, or leave').choices([
        'resend',
        'leave',
      ]),
    )
    .option('--dry-run', 'say what would happen, and start nothing')
    .action((options: RedriveOptions, command: Command) =>
      run(command, (session) => redrive(session, options)),
    );

  program
    .command('capture')
    .description('receive a queue into the captures and let all go again; nothing is deleted')
    .requiredOption('--from <name|URL|ARN>', 'the queue')
    .option('--max <n>', 'messages at most', integer(1, 100_000))
    .option('--hold <seconds>', 'for how long messages are hidden before that is renewed', integer(60, 3600))
    .option('--keep-bodies', 'from now on messages of this profile may be kept on this computer')
    .option('--force', 'although one more receive may move messages to the dead-letter queue')
    .option('--dry-run', 'say what would happen, and start nothing')
    .action((options: CaptureOptions, command: Command) =>
      run(command, (session) => capture(session, options)),
    );

  const parked = program.command('parked').description('messages that were taken into the local store');
  parked
    .command('list', { isDefault: true })
    .description('list them')
    .option('--from <name|URL|ARN>', 'only those of this queue')
    .option('--text <text>', 'only those with this in them')
    .action((options: ParkedListOptions, command: Command) =>
      run(command, (session) => listParked(session, options)),
    );
  parked
    .command('restore')
    .description('send parked messages of a queue back to it, or elsewhere; Ctrl+C pauses')
    .requiredOption('--from <name|URL|ARN>', 'the queue that they were parked from')
    .option('--to <name|URL|ARN>', 'the destination (default: the same queue)')
    .option('--to-profile <name>', "profile of the destination (default: the source's)")
    .option('--to-region <region>', "region of the destination (default: the source's)")
    .option('--ids <n,...>', 'only these, by the number that `parked list` shows', integers(1, 2 ** 53 - 1))
    .option('--text <text>', 'only those with this in them')
    .option('--rate <n>', 'messages a second at most', number(0.1, 10_000))
    .option('--group-id <id>', 'group for messages without one, into a FIFO queue')
    .option('--skip-failed', 'FIFO: go on with a group whose earlier message failed')
    .option('--dry-run', 'say what would happen, and start nothing')
    .action((options: RestoreOptions, command: Command) =>
      run(command, (session) => restoreParked(session, options)),
    );
}
