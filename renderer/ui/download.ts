/** Saves a text as a file through the browser. */
export function downloadText(name: string, text: string, type = 'text/plain;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has taken the address by now; the blob would stay in memory else.
  URL.revokeObjectURL(url);
}
