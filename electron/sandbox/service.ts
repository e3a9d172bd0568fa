import type { IncomingHttpHeaders } from 'node:http';
import type { Action } from './action.ts';
import type { AwsError } from './errors.ts';
import type { World } from './world.ts';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** How a service's requests and answers are written. */
export interface Protocol {
  /**
   * What a request asks of whom. `selector` is the service's; `input` has the form of the JSON protocol (binary as
   * base64, lists as arrays, maps as objects). Throws an {@link AwsError} when the body is malformed.
   */
  parse(
    headers: IncomingHttpHeaders,
    body: string,
    path: string,
  ): { selector: string; action: string; input: Record<string, unknown> };
  answer(service: Service, action: string, output: object, requestId: string): WireAnswer;
  error(service: Service | undefined, error: AwsError, requestId: string): WireAnswer;
}

/** One kind of resource, written to disk as rows and restored from them. */
export interface ResourceKind {
  /** Names the rows on disk: `queue`, `topic`. */
  kind: string;
  /** Whether what `world.changed(resource)` was called with is of this kind. */
  owns(resource: object): boolean;
  /** Where the row belongs; `name` is unique within kind, account and region. */
  key(resource: object): { account: string; region: string; name: string };
  /** The row as JSON text; null when the resource is gone and its row must go too. */
  toRow(resource: object): string | null;
  /** Puts a resource back. Kinds are restored in the order in which the services list them. */
  fromRow(world: World, row: string, key: { account: string; region: string; name: string }): void;
  /** Starts what was going on before the restart; called once all kinds are restored. */
  resume?(world: World): void;
}

/** How a JSON service is spoken to in the query protocol, by clients from before it spoke JSON. */
export interface QueryDialect {
  /** The Version parameter. */
  version: string;
  /** The XML namespace of answers. */
  namespace: string;
  /** Parameters as the JSON protocol has them; `path` is the request's. */
  read(action: string, parameters: object, path: string): Record<string, unknown>;
  /** An answer of the JSON protocol as XML, without the elements around it. */
  write(action: string, output: object): string;
}

/** A service of the sandbox: its actions, and how they are called. */
export interface Service {
  name: 'sqs' | 'sns' | 'cloudwatch' | 'sts';
  protocol: 'json' | 'query';
  /** json: the prefix of X-Amz-Target (`AmazonSQS`); query: the Version parameter (`2010-03-31`). */
  selector: string;
  /** json: what stands before `#` in `__type`; query: the XML namespace of answers. */
  namespace: string;
  /** json: the query protocol besides. */
  query?: QueryDialect;
  actions: readonly Action[];
  resources?: readonly ResourceKind[];
  /** Actions that may come unsigned, as a link in a message does; their caller has the access key id ''. */
  anonymous?: readonly string[];
}
