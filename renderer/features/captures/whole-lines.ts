/** Whole lines of a file, and the number of the first of them. */
export interface LinePart {
  lines: string;
  firstLine: number;
}

/** Cuts what a file gives into parts of whole lines of about so many characters; a longer line stays whole. */
export async function* wholeLines(
  chunks: AsyncIterable<string>,
  units = 1024 * 1024,
): AsyncGenerator<LinePart> {
  let rest = '';
  let firstLine = 1;
  const part = (end: number): LinePart => {
    const lines = rest.slice(0, end);
    const made = { lines, firstLine };
    firstLine += lines.split('\n').length - (lines.endsWith('\n') ? 1 : 0);
    rest = rest.slice(end);
    return made;
  };
  for await (const chunk of chunks) {
    rest += chunk;
    while (rest.length >= units) {
      const within = rest.lastIndexOf('\n', units);
      const end = within >= 0 ? within : rest.indexOf('\n');
      if (end < 0) break;
      yield part(end + 1);
    }
  }
  if (rest !== '') yield part(rest.length);
}

/** The text of a file, chunk by chunk. Bytes that are no UTF-8 end it with an error. */
export async function* textOf(file: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    yield decoder.decode(value, { stream: true });
  }
  yield decoder.decode();
}
