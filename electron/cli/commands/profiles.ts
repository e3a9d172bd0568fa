import { columns } from '../output.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Session } from '../session.ts';

/** `profiles list`: runs nothing and makes no call. */
export async function listProfiles({ client, output, signal }: Session): Promise<ExitCode> {
  const { profiles, problems } = await client.profiles.list({}, { signal });
  const width = Math.max(0, ...profiles.map(({ name }) => name.length));
  for (const profile of profiles) {
    const { name, guard, environment, credentials, regions, endpoint } = profile;
    const cells = [name, guard, environment, credentials, endpoint ?? regions.join(',')];
    output.item(profile, columns(cells, [width, 9, 10, 12]));
  }
  for (const { file, message } of problems)
    output.note({ problem: { file, message } }, `${file}: ${message}`);
  return problems.length > 0 ? exitCodes.partly : exitCodes.done;
}
