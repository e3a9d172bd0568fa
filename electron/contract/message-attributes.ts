import { z } from 'zod';

/** A message attribute. `value` is text, or base64 when `binary`. `type` is exact, custom suffix included. */
export const messageAttribute = z.object({
  type: z.string(),
  binary: z.boolean(),
  value: z.string(),
});
/** See {@link messageAttribute}. */
export type MessageAttribute = z.infer<typeof messageAttribute>;

/** Attributes by name. */
export const messageAttributes = z.record(z.string(), messageAttribute);
/** See {@link messageAttributes}. */
export type MessageAttributes = z.infer<typeof messageAttributes>;
