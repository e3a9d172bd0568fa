import { RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';

const mark = Decoration.mark({ class: 'cm-found' });

/** Marks a text wherever it stands in what can be seen, whatever its case. */
export function markText(text: string): Extension {
  const wanted = text.toLowerCase();
  if (wanted === '') return [];
  const find = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      // A hit that begins before what is seen reaches into it.
      const start = Math.max(0, from - wanted.length + 1);
      const shown = view.state.doc.sliceString(start, to).toLowerCase();
      for (let at = shown.indexOf(wanted); at >= 0; at = shown.indexOf(wanted, at + wanted.length)) {
        const end = Math.min(start + at + wanted.length, view.state.doc.length);
        builder.add(start + at, end, mark);
      }
    }
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = find(view);
      }
      update(update: ViewUpdate): void {
        if (update.docChanged || update.viewportChanged) this.decorations = find(update.view);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
}

/** Where a text stands, from the start on, at most `most` places. */
export function placesOf(content: string, text: string, most = 10_000): number[] {
  const places: number[] = [];
  const wanted = text.toLowerCase();
  if (wanted === '') return places;
  const folded = content.toLowerCase();
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    places.push(at);
    if (places.length === most) break;
  }
  return places;
}
