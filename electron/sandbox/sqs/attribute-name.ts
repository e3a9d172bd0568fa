import { invalidParameter } from './failures.ts';

/** Refuses a name that a user attribute may not have. [SQS developer guide: message metadata] */
export function checkName(name: string): void {
  if (name === '' || name.length > 256 || !/^[A-Za-z0-9_.-]+$/.test(name)) {
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
    );
  }
  if (name.startsWith('.') || name.endsWith('.') || name.includes('..')) {
    throw invalidParameter(
      `Message (user) attribute name '${name}' can not start or end with a period, or have successive periods.`,
    );
  }
  if (/^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. You can't start with 'AWS.' or 'Amazon.'.`,
    );
  }
}
