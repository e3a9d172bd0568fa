import type { QueueSettings } from '../../../electron/contract/index.ts';

/** What a change does that one may not expect; the name is the sentence's in `queues.edit`. Seconds. */
export type Effect =
  | { name: 'shortens'; span: number }
  | { name: 'dlqShorter'; kept: number; own: number }
  | {
      name:
        | 'retentionSlow'
        | 'visibility'
        | 'smaller'
        | 'delayFifo'
        | 'delayStandard'
        | 'encryption'
        | 'kms'
        | 'plain'
        | 'noRedrive'
        | 'oneReceive'
        | 'allow'
        | 'slow';
    };

/** What is known of the queue whose settings change. */
export interface Changed {
  before: QueueSettings;
  changes: QueueSettings;
  fifo: boolean;
  /** How long its dead-letter queue, after the change, keeps messages; null when that is not known. */
  dlqRetention: number | null;
}

/** Everything to say before settings are saved, what loses messages first. */
export function toEffects({ before, changes, fifo, dlqRetention }: Changed): Effect[] {
  const { retentionPeriod, visibilityTimeout, maximumMessageSize, delay } = changes;
  const { encryption, redrivePolicy, redriveAllowPolicy } = changes;
  const own = retentionPeriod ?? before.retentionPeriod;
  const effects: (Effect | false | null | undefined)[] = [
    retentionPeriod !== undefined &&
      retentionPeriod < (before.retentionPeriod ?? 0) && { name: 'shortens', span: retentionPeriod },
    // Dead letters of a standard queue keep the clock of their first send; on FIFO it starts anew.
    !fifo &&
      (retentionPeriod !== undefined || Boolean(redrivePolicy)) &&
      own !== undefined &&
      dlqRetention !== null &&
      dlqRetention <= own && { name: 'dlqShorter', kept: dlqRetention, own },
    redrivePolicy === null && { name: 'noRedrive' },
    redrivePolicy?.maxReceiveCount === 1 && { name: 'oneReceive' },
    redriveAllowPolicy && redriveAllowPolicy.permission !== 'allowAll' && { name: 'allow' },
    visibilityTimeout !== undefined && { name: 'visibility' },
    delay !== undefined && { name: fifo ? 'delayFifo' : 'delayStandard' },
    maximumMessageSize !== undefined &&
      maximumMessageSize < (before.maximumMessageSize ?? Infinity) && { name: 'smaller' },
    encryption && { name: 'encryption' },
    encryption?.kind === 'sse-kms' && { name: 'kms' },
    encryption?.kind === 'none' && { name: 'plain' },
    retentionPeriod !== undefined && { name: 'retentionSlow' },
  ];
  const said = effects.filter((effect): effect is Effect => Boolean(effect));
  return Object.keys(changes).length > 0 ? [...said, { name: 'slow' }] : [];
}
