import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/ws';
import { createBackend } from '../backend/backend.ts';
import { defaultDataDir } from '../backend/data-dir.ts';
import { createLog } from '../backend/log.ts';
import { systemClock } from '../backend/system-clock.ts';
import { ownOrJoin } from '../sandbox/own-or-join.ts';
import { startWebServer } from './server.ts';

const explain = (error: unknown, port: number): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Choose another with --port, or --port 0 for a free one.`;
  if (code === 'EACCES' && port > 0 && port < 1024)
    return `Port ${port} needs more rights. Choose one above 1023.`;
  return message;
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'data-dir': { type: 'string' },
      'no-open': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
}
