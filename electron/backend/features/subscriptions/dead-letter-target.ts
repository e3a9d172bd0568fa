/** The queue that a subscription's RedrivePolicy names; null without one, or where it is not readable. */
export function deadLetterTarget(redrivePolicy: string | undefined): string | null {
  if (!redrivePolicy) return null;
  try {
    const { deadLetterTargetArn } = JSON.parse(redrivePolicy) as Record<string, unknown>;
    return typeof deadLetterTargetArn === 'string' && deadLetterTargetArn ? deadLetterTargetArn : null;
  } catch {
    return null;
  }
}
