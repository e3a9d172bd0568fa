import type { Measurement } from '../measurement.ts';
import { runOne, type Field } from './field.ts';
import { openWire } from './wire.ts';

const MiB = 1024 ** 2;

/** What ours holds in memory at its most; it must not depend on how many messages there are. */
export async function measureMemory(
  field: Field,
  sizes: readonly number[] = [20_000, 200_000],
): Promise<Measurement[]> {
  const wire = openWire(field.endpoint, 8);
  const rows: Measurement[] = [];
  for (const messages of sizes) {
    const { heap, rss, seconds } = await runOne(field, wire, 'ours', messages, 0, true);
    const what = `${messages.toLocaleString('en')} messages:`;
    rows.push(
      { what: `${what} worker's heap after collections, most`, value: heap / MiB, unit: 'MiB' },
      { what: `${what} process, most`, value: rss / MiB, unit: 'MiB', note: `${seconds.toFixed(1)} s` },
    );
  }
  wire.close();
  return rows;
}
