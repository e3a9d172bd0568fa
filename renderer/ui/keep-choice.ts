/** Whether message bodies may be kept, as it is typed. */
export interface KeepDraft {
  mode: 'keep' | 'memory';
  days: string;
  gibibytes: string;
}

const gibibyte = 1024 ** 3;

export const toKeepDraft = (policy: { mode: string; days: number; bytes: number }): KeepDraft => ({
  mode: policy.mode === 'memory' ? 'memory' : 'keep',
  days: String(policy.days),
  gibibytes: String(Number((policy.bytes / gibibyte).toFixed(3))),
});

const inRange = (text: string, least: number, most: number): boolean => {
  const value = Number(text);
  return text.trim() !== '' && value >= least && value <= most;
};

export const daysFit = ({ days }: KeepDraft): boolean => inRange(days, 0.01, 3650);
export const sizeFits = ({ gibibytes }: KeepDraft): boolean => inRange(gibibytes, 0.001, 1024);

/** What is meant; null while a number does not fit. What is in memory needs no limits. */
export function toKeepPolicy(
  draft: KeepDraft,
): { mode: 'keep' | 'memory'; days?: number; bytes?: number } | null {
  if (draft.mode === 'memory') return { mode: 'memory' };
  if (!daysFit(draft) || !sizeFits(draft)) return null;
  const bytes = Math.max(1024 ** 2, Math.round(Number(draft.gibibytes) * gibibyte));
  return { mode: 'keep', days: Number(draft.days), bytes };
}
