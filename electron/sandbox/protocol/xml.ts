import type { AwsError } from '../errors.ts';
import { escapeXml } from './escape-xml.ts';

/** Members that are maps and so are written as `<entry><key/><value/></entry>`; all other objects are structures. */
const MAPS = new Set(['Attributes', 'attributes']);

/**
 * Writes an answer of the query protocol: `<ActionResponse xmlns><ActionResult>...</ActionResult><ResponseMetadata>`.
 * Lists become `<member>`, undefined values are left out, unless `result` has it written already. [AWS query protocol, Smithy awsQuery]
 */
export function toXmlAnswer(
  action: string,
  namespace: string,
  answer: object,
  requestId: string,
  result: string = toXml(answer),
): string {
  return [
    `<${action}Response xmlns="${namespace}">`,
    `<${action}Result>${result}</${action}Result>`,
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`,
    `</${action}Response>`,
  ].join('');
}

/** Writes an error of the query protocol: `<ErrorResponse><Error><Type/><Code/><Message/></Error>`. */
export function toXmlError(error: AwsError, namespace: string, requestId: string): string {
  return [
    `<ErrorResponse xmlns="${namespace}">`,
    `<Error><Type>${error.fault}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error>`,
    `<RequestId>${requestId}</RequestId>`,
    '</ErrorResponse>',
  ].join('');
}

function toXml(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .filter(([, child]) => child !== undefined && child !== null)
    .map(([name, child]) => `<${name}>${MAPS.has(name) ? toEntries(child) : toXml(child)}</${name}>`)
    .join('');
}

function toEntries(map: object): string {
  return Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `<entry><key>${escapeXml(key)}</key><value>${toXml(value)}</value></entry>`)
    .join('');
}
