/** Attributes by AWS's names, as text, as an endpoint takes and returns them. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** An attribute that is a whole number, as AWS gives it; undefined when it is not there. */
export const readNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
