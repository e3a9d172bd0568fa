import type { IncomingHttpHeaders } from 'node:http';
import type { Action, Caller } from './action.ts';
import { AwsError } from './errors.ts';
import { createDialectProtocol } from './protocol/form.ts';
import type { Protocol, Service } from './service.ts';

/** A request, taken apart as far as needed to know who answers it. */
export interface RoutedRequest {
  protocol: Protocol;
  service: Service;
  action: Action;
  input: Record<string, unknown>;
  caller: Caller;
}

/** Finds service and action of a request. */
export interface Router {
  /** The protocol a request speaks: JSON by X-Amz-Target or its content type, else the query protocol. */
  protocolOf(headers: IncomingHttpHeaders): Protocol;
  /** Throws an {@link AwsError} for what no service knows. */
  route(headers: IncomingHttpHeaders, body: string, path: string): RoutedRequest;
}

/** Makes a router over the services: JSON by the prefix of X-Amz-Target, query by Version and Action. */
export function createRouter(
  services: readonly Service[],
  protocols: { json: Protocol; query: Protocol },
): Router {
  const selected = new Map<
    string,
    { service: Service; protocol: Protocol; actions: Map<string, { action: Action; known: Set<string> }> }
  >();
  // Links in messages name the action alone, without a version.
  const links = new Map<string, { service: Service; entry: { action: Action; known: Set<string> } }>();
  for (const service of services) {
    const actions = new Map(
      service.actions.map((action) => [action.name, { action, known: new Set(action.parameters) }]),
    );
    const protocol = protocols[service.protocol];
    selected.set(`${service.protocol} ${service.selector}`, { service, protocol, actions });
    if (service.query) {
      const dialect = createDialectProtocol(service.query);
      selected.set(`query ${service.query.version}`, { service, protocol: dialect, actions });
    }
    for (const name of service.anonymous ?? []) {
      const entry = actions.get(name);
      if (entry) links.set(name, { service, entry });
    }
  }
  const isJson = (headers: IncomingHttpHeaders): boolean =>
    headers['x-amz-target'] !== undefined || /^application\/x-amz-json/i.test(headers['content-type'] ?? '');

  return {
    protocolOf: (headers) => (isJson(headers) ? protocols.json : protocols.query),
    route(headers, body, path) {
      const kind = isJson(headers) ? 'json' : 'query';
      const general = protocols[kind].parse(headers, body, path);
      const { selector, action: name } = general;
      const found = selected.get(`${kind} ${selector}`);
      const link = kind === 'query' && selector === '' ? links.get(name) : undefined;
      const service = found?.service ?? link?.service;
      const entry = found?.actions.get(name) ?? link?.entry;
      if (!service || !entry) throw unknownAction(kind, name, selector);
      const protocol = found?.protocol ?? protocols[kind];
      const { input } = protocol === protocols[kind] ? general : protocol.parse(headers, body, path);
      for (const parameter in input) {
        if (!entry.known.has(parameter)) throw unknownParameter(parameter);
      }
      return {
        protocol,
        service,
        action: entry.action,
        input,
        caller: callerOf(headers, service.anonymous?.includes(name) ?? false),
      };
    },
  };
}

function unknownAction(kind: 'json' | 'query', name: string, selector: string): AwsError {
  if (kind === 'json')
    return new AwsError('UnknownOperationException', `The operation ${selector}.${name} is not known.`, {
      code: 'InvalidAction',
    });
  return new AwsError(
    'InvalidAction',
    `Could not find operation ${name} for version ${selector || 'NO_VERSION_SPECIFIED'}`,
  );
}

function unknownParameter(parameter: string): AwsError {
  return new AwsError('ValidationError', `Unknown parameter ${parameter}`, { code: 'ValidationError' });
}

const CREDENTIAL = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;

/** The caller by the credential scope of SigV4; the signature itself is not checked, any secret will do. */
function callerOf(headers: IncomingHttpHeaders, anonymous: boolean): Caller {
  const authorization = headers.authorization;
  if (!authorization && anonymous) return { account: '', region: '', accessKeyId: '' };
  if (!authorization) {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', {
      status: 403,
    });
  }
  const [, accessKeyId, region] = CREDENTIAL.exec(authorization) ?? [];
  if (!accessKeyId || !region) {
    throw new AwsError(
      'IncompleteSignature',
      'Authorization header requires a Credential with a credential scope.',
      { status: 400 },
    );
  }
  return { account: /^\d{12}$/.test(accessKeyId) ? accessKeyId : '000000000000', region, accessKeyId };
}
