import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSettableClock, type SettableClock } from './clock.ts';
import { startSampling } from './cloudwatch/sampling.ts';
import { createMeter } from './cloudwatch/meter.ts';
import { cloudwatchService } from './cloudwatch/service.ts';
import { createControl } from './control.ts';
import { createDoor } from './door.ts';
import { createFaults, type Faults } from './faults.ts';
import { openPersistence } from './persistence.ts';
import { formProtocol } from './protocol/form.ts';
import { jsonProtocol } from './protocol/json.ts';
import { createRouter } from './router.ts';
import { seedWorld } from './seed/seed.ts';
import { startTraffic } from './seed/traffic.ts';
import { snsService } from './sns/service.ts';
import { sqsService } from './sqs/service.ts';
import { stsService } from './sts/service.ts';
import { createWorld, type World } from './world.ts';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** The sandbox's time; runs by the machine's where absent. Closed with the sandbox only when it made it itself. */
  clock?: SettableClock;
  /** Keeps everything in `sandbox.sqlite` in this folder; in memory only where absent. */
  dataDir?: string;
  /** Fills an empty sandbox with sample queues and topics; default false. */
  seed?: boolean;
  /** Lets sample traffic run; default false. */
  traffic?: boolean;
  /** Opens the control door, which sets clock and faults over HTTP; default false. */
  control?: boolean;
  /** Told of mistakes of the sandbox itself; the error stream by default. */
  log?: (message: string, error: unknown) => void;
}

/** A sandbox at work. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`: the endpoint of SQS, SNS, CloudWatch and STS. */
  url: string;
  port: number;
  /** The control door, where it was asked for. */
  controlUrl: string | undefined;
  clock: SettableClock;
  world: World;
  faults: Faults;
  /** Ends all connections, writes what is not written yet; again is no error. */
  close(): Promise<void>;
}

const services = [sqsService, snsService, cloudwatchService, stsService];

/** Starts a sandbox on 127.0.0.1. Fails with `EADDRINUSE` when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? createSettableClock();
  const world = createWorld(clock, createMeter(clock));
  const faults = createFaults();
  const log = options.log ?? toErrorStream;
  const persistence =
    options.dataDir === undefined ? undefined : openPersistence(world, services, options.dataDir, log);
  const router = createRouter(services, { json: jsonProtocol, query: formProtocol });
  const door = createDoor({ world, router, faults, log });
  const control = options.control ? createControl({ clock, faults }) : undefined;
  const stop: Array<() => void> = [];
  const end = async (): Promise<void> => {
    for (const act of stop) act();
    await Promise.all([shut(door), control && shut(control)]);
    persistence?.close();
    if (!options.clock) clock.close();
  };
  let ended: Promise<void> | undefined;
  const close = (): Promise<void> => (ended ??= end());
  try {
    await listen(door, options.port ?? 0);
    if (control) await listen(control, 0);
  } catch (error) {
    await close();
    throw error;
  }
  const port = portOf(door);
  const url = `http://127.0.0.1:${port}`;
  if (options.seed && isEmpty(world)) await seedWorld(world, url);
  stop.push(startSampling(world));
  if (options.traffic) stop.push(startTraffic(world, url));
  return {
    url,
    port,
    controlUrl: control && `http://127.0.0.1:${portOf(control)}`,
    clock,
    world,
    faults,
    close,
  };
}

/** What was restored from disk is not seeded again, even where all of the sample was deleted but one queue. */
function isEmpty(world: World): boolean {
  return [...world.realms()].every(({ sqs, sns }) => sqs.queues.size === 0 && sns.topics.size === 0);
}

function toErrorStream(message: string, error: unknown): void {
  process.stderr.write(`sandbox: ${message}: ${error instanceof Error ? error.stack : String(error)}\n`);
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
