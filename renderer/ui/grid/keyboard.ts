/** What a key asks of a grid, or null when it is not the grid's. */
export type GridMove = { to: number } | { act: 'tick' | 'open' } | null;

/** Arrows or j and k, page keys, Home and End, Space ticks, Enter opens. */
export function toGridMove(event: KeyboardEvent, at: number, count: number, page: number): GridMove {
  if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return null;
  const within = (index: number): GridMove => ({ to: Math.min(count - 1, Math.max(0, index)) });
  switch (event.key) {
    case 'ArrowDown':
    case 'j':
      return within(at + 1);
    case 'ArrowUp':
    case 'k':
      return within(at - 1);
    case 'PageDown':
      return within(at + page);
    case 'PageUp':
      return within(at - page);
    case 'Home':
      return within(0);
    case 'End':
      return within(count - 1);
    case ' ':
      return { act: 'tick' };
    case 'Enter':
      return { act: 'open' };
    default:
      return null;
  }
}
