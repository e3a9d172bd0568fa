import type { World } from '../world.ts';
import { forget } from './archive.ts';
import type { Topic } from './model.ts';

/** What a `ReplayPolicy` asks for: messages published from here (epoch ms) until there, or on and on. */
export interface ReplayPolicy {
  from: number;
  until: number | null;
}

/**
 * Reads a `ReplayPolicy`: `{PointType: 'Timestamp', StartingPoint, EndingPoint?}`, times in UTC ISO 8601; null for
 * `{}` and '', which end a replay. `wrong` words the refusal. [SNS DG message-archiving-and-replay-subscriber]
 */
export function parseReplayPolicy(
  world: World,
  topic: Topic,
  text: string,
  wrong: (what: string) => Error,
): ReplayPolicy | null {
  if (text === '') return null;
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw wrong('ReplayPolicy: failed to parse JSON.');
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    throw wrong('ReplayPolicy: failed to parse JSON.');
  const fields = new Map<string, unknown>(Object.entries(policy));
  if (fields.size === 0) return null;
  for (const name of fields.keys()) {
    if (!['PointType', 'StartingPoint', 'EndingPoint'].includes(name))
      throw wrong(`ReplayPolicy: Unknown key [${name}]`);
  }
  if (fields.get('PointType') !== 'Timestamp') throw wrong('ReplayPolicy: PointType must be Timestamp');
  const from = timeAt(fields.get('StartingPoint'));
  if (from === null) throw wrong('ReplayPolicy: StartingPoint must be a valid timestamp');
  const until = fields.has('EndingPoint') ? timeAt(fields.get('EndingPoint')) : null;
  if (fields.has('EndingPoint') && until === null)
    throw wrong('ReplayPolicy: EndingPoint must be a valid timestamp');
  forget(world, topic);
  if (!topic.archive) throw wrong('ReplayPolicy: The topic has no active archive policy');
  if (from < topic.archive.since)
    throw wrong('ReplayPolicy: StartingPoint must not be before the beginning of the archive');
  if (from > world.clock.now()) throw wrong('ReplayPolicy: StartingPoint must not be in the future');
  if (until !== null && until <= from) throw wrong('ReplayPolicy: EndingPoint must be after StartingPoint');
  return { from, until };
}

function timeAt(value: unknown): number | null {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(value)
  )
    return null;
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(at) ? null : at;
}
