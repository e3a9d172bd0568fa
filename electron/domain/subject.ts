import { SNS } from './limits.ts';

/** Whether SNS takes a subject: fewer than 100 characters, neither line break nor control character. [SNS API Publish] */
export const isSubject = (text: string): boolean =>
  [...text].length < SNS.subjectLength && !/\p{Cc}/u.test(text);
