import { ipcRenderer } from 'electron';

// The page asks with a nonce and gets a port that carries it: it takes no other, and nothing else passes here.
window.addEventListener('message', ({ source, data }: MessageEvent<{ spillwayAsks?: unknown } | null>) => {
  if (source !== window || typeof data?.spillwayAsks !== 'string') return;
  ipcRenderer.send('spillway:ask-port', data.spillwayAsks);
});

// Ports do not cross contextBridge, hence postMessage; the target origin keeps it from a page that replaced ours.
ipcRenderer.on('spillway:port', (event, nonce: string) => {
  window.postMessage({ spillwayPort: nonce }, window.location.origin, [...event.ports]);
});
