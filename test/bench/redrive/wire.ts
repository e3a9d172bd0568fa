import { Agent, request } from 'node:http';

/** Calls to SQS's JSON protocol without a client: no signature that could be checked, no retry, no look at the answer. */
export interface Wire {
  call(action: string, input: object): Promise<Record<string, unknown>>;
  close(): void;
}

const region = 'us-east-1';

/** Opens a wire to an endpoint with at most so many connections, all kept open. */
export function openWire(endpoint: string, connections: number): Wire {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  // The sandbox reads who calls from it, and checks no signature.
  const authorization = `AWS4-HMAC-SHA256 Credential=sandbox/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`;
  return {
    call: (action, input) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify(input);
        const headers = {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `AmazonSQS.${action}`,
          'content-length': Buffer.byteLength(body),
          authorization,
        };
        const asked = request({ agent, hostname, port, method: 'POST', path: '/', headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200) resolve(JSON.parse(text || '{}') as Record<string, unknown>);
            else reject(new Error(`${action}: ${response.statusCode} ${text}`));
          });
        });
        asked.on('error', reject);
        asked.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Runs `act` in as many lanes until it says that nothing is left. */
export async function inLanes(lanes: number, act: () => Promise<boolean>): Promise<void> {
  const lane = async (): Promise<void> => {
    while (await act());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Numbers as texts: 0 .. count-1. */
export const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
