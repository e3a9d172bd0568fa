/**
 * Moves the focus among the boxes of a list of profiles: up and down from profile to profile, left and right among the
 * boxes of one. Gives whether the key was taken.
 */
export function walk(list: HTMLElement, event: KeyboardEvent): boolean {
  const at = event.target;
  if (!(at instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return false;
  const groups = [...list.querySelectorAll<HTMLElement>('[role=group]:has(> * [data-walk=profile])')];
  const group = groups.findIndex((each) => each.contains(at));
  const boxesOf = (index: number): HTMLElement[] => [
    ...(groups[index]?.querySelectorAll<HTMLElement>('[data-walk]') ?? []),
  ];
  const move = (box: HTMLElement | undefined): boolean => {
    box?.focus();
    return box !== undefined;
  };
  if (group === -1) return event.key === 'ArrowDown' && move(boxesOf(0)[0]);
  const own = boxesOf(group);
  const place = own.indexOf(at);
  if (place === -1) return false;
  switch (event.key) {
    case 'ArrowDown':
      return move(boxesOf(group + 1)[0]);
    case 'ArrowUp':
      return move(
        boxesOf(group - 1)[0] ?? list.querySelector<HTMLElement>('input[type=search]') ?? undefined,
      );
    case 'ArrowRight':
      return move(own[place + 1]);
    case 'ArrowLeft':
      return move(own[place - 1]);
    default:
      return false;
  }
}
