import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { listProfiles } from './commands/profiles.ts';
import { listQueues, type ListQueuesOptions } from './commands/queues.ts';
import { listTopics } from './commands/topics.ts';
import { peek, type PeekOptions } from './commands/peek.ts';
import { send, type SendOptions } from './commands/send.ts';
import { sendFile, type SendFileOptions } from './commands/send-file.ts';
import type { ExitCode } from './exit-codes.ts';
import { addJobCommands, addRedriveCommands } from './job-commands.ts';
import { collect, integer } from './options.ts';
import { withSession, type GlobalOptions, type Session } from './session.ts';

const epilogue = `
Exit codes: 0 done, 1 failed, 2 wrong command line or missing confirmation, 3 partly done (paused on its way, too).
Results go to standard output, one a line; everything else goes to standard error.`;

/** The command line. `onExit` gets the exit code of the command that ran. */
export function createProgram(signal: AbortSignal, onExit: (code: ExitCode) => void): Command {
  const program = new Command('spillway')
    .description('A console for Amazon SQS and Amazon SNS')
    .version(packageJson.version)
    .option('--profile <name>', 'AWS profile, or sandbox (default: AWS_PROFILE, else sandbox)')
    .option('--region <region>', "region (default: the profile's first)")
    .option('--data-dir <folder>', "folder of Spillway's own data")
    .option('--json', 'JSON lines instead of text')
    .option('--yes', 'start without being asked; confirms what a guarded profile asks for, too')
    .addHelpText('after', epilogue)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });

  const run = async (command: Command, act: (session: Session) => Promise<ExitCode>): Promise<void> => {
    onExit(await withSession(command.optsWithGlobals<GlobalOptions>(), signal, act));
  };

  program
    .command('profiles')
    .description('profiles of the AWS files, and the sandbox')
    .command('list', { isDefault: true })
    .description('list them; runs no program and makes no call')
    .action((_, command: Command) => run(command, listProfiles));

  program
    .command('queues')
    .description('queues of a profile and region')
    .command('list', { isDefault: true })
    .description('list them')
    .option('--prefix <text>', 'only names that begin so')
    .option('--counts', 'with counts, one GetQueueAttributes a queue')
    .action((options: ListQueuesOptions, command: Command) =>
      run(command, (session) => listQueues(session, options)),
    );

  program
    .command('topics')
    .description('topics of a profile and region')
    .command('list', { isDefault: true })
    .description('list them')
    .action((_, command: Command) => run(command, listTopics));

  program
    .command('peek')
    .description('show messages and make them visible again; raises the receive count of each by one')
    .requiredOption('--queue <name|URL|ARN>', 'the queue')
    .option('--count <n>', 'how many messages at most', integer(1, 1000), 10)
    .option('--wait <seconds>', 'long poll', integer(0, 20), 1)
    .option('--force', 'look although that may move messages to the dead-letter queue')
    .action((options: PeekOptions, command: Command) => run(command, (session) => peek(session, options)));

  program
    .command('send')
    .description('send one message, or those of a file')
    .requiredOption('--queue <name|URL|ARN>', 'the queue')
    .option('--body <text>', 'the body')
    .option('--body-file <file>', 'file with the body, - for standard input')
    .option('--attribute <name:Type=value>', 'message attribute; repeatable; Binary in base64', collect, [])
    .option('--delay <seconds>', 'delay', integer(0, 900))
    .option('--group-id <id>', 'message group id')
    .option('--deduplication-id <id>', 'deduplication id')
    .option('--file <file>', 'file of messages: JSON Lines, a JSON array, CSV, or an export')
    .option('--rate <n>', 'messages a second at most, with --file', integer(1, 10_000))
    .option('--skip-faulty', 'with --file: leave out lines that cannot be sent')
    .action((options: SendOptions & Partial<SendFileOptions>, command: Command) =>
      run(command, (session) => {
        const { file } = options;
        return file === undefined ? send(session, options) : sendFile(session, { ...options, file });
      }),
    );

  addJobCommands(program, run);
  addRedriveCommands(program, run);
  return program;
}
