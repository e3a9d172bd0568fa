/** Saves a text as a file through the browser. */
export function downloadText(name: string, text: string, type = 'text/plain;charset=utf-8'): void {
  downloadBlob(name, new Blob([text], { type }));
}

/** Saves bytes as a file through the browser, exactly as they are. */
export function downloadBytes(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  downloadBlob(name, new Blob([bytes], { type: 'application/octet-stream' }));
}

/** Saves what was gathered as a file through the browser. */
export function downloadBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has taken the address by now; the blob would stay in memory else.
  URL.revokeObjectURL(url);
}
