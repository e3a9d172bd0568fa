import type { Receivers } from '../../../contract/redrives-receivers.ts';
import { compileFilterPolicy, type FilterPolicyScope } from '../../../domain/filter-policy/index.ts';
import { SNS } from '../../../domain/limits.ts';
import type { Services } from '../../services.ts';
import type { MeantFilter } from '../../store/captures-filter.ts';

/** A filter that messages are held against. */
export interface FilterQuestion {
  /** Null: everything passes. */
  policy: string | null;
  scope: FilterPolicyScope;
  /** Raw delivery to SQS, which takes ten attributes at most. */
  raw: boolean;
}

/** What the worker answers. */
export interface FilterAnswer {
  counts: Array<{ passes: number; discarded: number }>;
  messages: Receivers['messages'];
}

const most = 2_000;

/** Filters held against captured messages, the newest first, in the worker. */
export function createReceiversTask({ store: { captures } }: Pick<Services, 'store'>) {
  return {
    'redrives.receivers': async ({
      filter,
      questions,
    }: {
      filter: MeantFilter;
      questions: FilterQuestion[];
    }): Promise<FilterAnswer> => {
      const ids = captures.search.ids({ filter }).sort((one, other) => other - one);
      const asked = questions.map(({ policy, scope, raw }) => ({
        passes: policy === null ? () => true : compileFilterPolicy(policy, scope),
        raw,
      }));
      const counts = questions.map(() => ({ passes: 0, discarded: 0 }));
      const messages = { total: ids.length, read: 0, enveloped: 0, traced: 0 };
      for (const id of ids.slice(0, most)) {
        const message = captures.search.get(id);
        if (!message) continue;
        messages.read += 1;
        if (isEnvelope(message.body)) messages.enveloped += 1;
        if (message.system.AWSTraceHeader) messages.traced += 1;
        const seen = { attributes: message.attributes, raw: message.body };
        const many = Object.keys(message.attributes).length > SNS.rawDeliveryAttributes;
        for (const [at, { passes, raw }] of asked.entries()) {
          if (!passes(seen)) continue;
          counts[at]!.passes += 1;
          if (raw && many) counts[at]!.discarded += 1;
        }
        if (messages.read % 100 === 0) await new Promise<void>((resume) => setImmediate(resume));
      }
      return { counts, messages };
    },
  };
}

/** What a subscription without raw delivery puts round a message. [SNS DG sns-message-and-json-formats] */
function isEnvelope(body: string): boolean {
  if (!body.startsWith('{') || !body.includes('"Notification"')) return false;
  try {
    const { Type, TopicArn, Message } = JSON.parse(body) as Record<string, unknown>;
    return Type === 'Notification' && typeof TopicArn === 'string' && typeof Message === 'string';
  } catch {
    return false;
  }
}
