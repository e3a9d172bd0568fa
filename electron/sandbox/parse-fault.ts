import type { Fault, FaultKind } from './fault.ts';

const KINDS = ['throttle', 'server', 'latency', 'drop', 'error'];

/** Reads a fault from JSON; fails with a plain error that says what is wrong. */
export function parseFault(value: unknown): Fault {
  const given = toObject(value, 'a fault');
  for (const name of Object.keys(given)) {
    if (!['action', 'resource', 'count', 'probability', 'skip', 'fault'].includes(name)) {
      throw new TypeError(`a fault has no ${name}`);
    }
  }
  return {
    action: optional(given, 'action', 'string'),
    resource: optional(given, 'resource', 'string'),
    count: optional(given, 'count', 'number'),
    probability: optional(given, 'probability', 'number'),
    skip: optional(given, 'skip', 'number'),
    fault: parseKind(given['fault']),
  };
}

function parseKind(value: unknown): FaultKind {
  const given = toObject(value, 'fault');
  switch (given['kind']) {
    case 'throttle':
      return { kind: 'throttle' };
    case 'drop':
      return { kind: 'drop' };
    case 'server': {
      const status = optional(given, 'status', 'number');
      if (status !== undefined && (status < 500 || status > 599))
        throw new TypeError('status must be 500 to 599');
      return { kind: 'server', status };
    }
    case 'latency': {
      const ms = optional(given, 'ms', 'number');
      if (ms === undefined || ms < 0) throw new TypeError('latency needs ms');
      return { kind: 'latency', ms };
    }
    case 'error': {
      const type = optional(given, 'type', 'string');
      if (!type) throw new TypeError('error needs a type, such as AccessDenied');
      return {
        kind: 'error',
        type,
        code: optional(given, 'code', 'string'),
        message: optional(given, 'message', 'string'),
        status: optional(given, 'status', 'number'),
      };
    }
    default:
      throw new TypeError(`fault.kind must be one of ${KINDS.join(', ')}`);
  }
}

interface Types {
  string: string;
  number: number;
}

function optional<K extends keyof Types>(
  given: Record<string, unknown>,
  name: string,
  type: K,
): Types[K] | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  if (typeof value !== type) throw new TypeError(`${name} must be a ${type}`);
  return value as Types[K];
}

function toObject(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${name} must be a JSON object`);
  return { ...value };
}
