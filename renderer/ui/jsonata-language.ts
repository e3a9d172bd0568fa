import { StreamLanguage } from '@codemirror/language';

/** JSONata, as far as colours tell its parts apart. [docs.jsonata.org] */
export const jsonata = StreamLanguage.define<{ comment: boolean }>({
  name: 'jsonata',
  startState: () => ({ comment: false }),
  token(stream, state) {
    if (state.comment || stream.match('/*')) {
      state.comment = !stream.match(/^.*?\*\//);
      if (state.comment) stream.skipToEnd();
      return 'comment';
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string';
    if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
    if (stream.match(/^\/(?![\s/*])(?:[^/\\\n]|\\.)+\/[im]*/)) return 'string';
    if (stream.match(/^\$\$?[\p{L}\w]*/u)) return 'variableName';
    if (stream.match(/^(?:true|false|null)\b/)) return 'bool';
    if (stream.match(/^(?:and|or|in|function)\b/)) return 'keyword';
    if (stream.match(/^`[^`]*`?/) || stream.match(/^[\p{L}_][\p{L}\w]*/u)) return 'propertyName';
    stream.next();
    return null;
  },
  languageData: {
    commentTokens: { block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', '"'] },
  },
});
