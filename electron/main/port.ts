import { ipcMain, MessageChannelMain, type BrowserWindow } from 'electron';
import type { RPCHandler } from '@orpc/server/message-port';
import { originOf } from './navigation.ts';

const nonceForm = /^[0-9a-f-]{36}$/;

/** Hands a port to the page of our own window that asks for one; everybody else gets no answer. */
export function handPorts(
  rpc: RPCHandler<Record<never, never>>,
  currentWindow: () => BrowserWindow | null,
  home: string,
): void {
  ipcMain.on('spillway:ask-port', (event, nonce: unknown) => {
    const { sender, senderFrame: frame } = event;
    // The frame is null when it went away meanwhile; a frame within the page has a parent.
    if (!frame || frame.parent !== null || originOf(frame.url) !== originOf(home)) return;
    if (frame.origin !== originOf(home) || sender !== currentWindow()?.webContents) return;
    if (typeof nonce !== 'string' || !nonceForm.test(nonce)) return;
    const { port1, port2 } = new MessageChannelMain();
    rpc.upgrade(port1);
    port1.start();
    frame.postMessage('spillway:port', nonce, [port2]);
  });
}
