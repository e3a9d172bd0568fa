/** One page of a list and where the next one begins. */
export interface Page<Item> {
  items: Item[];
  next: string | undefined;
}

/**
 * All items of a paged list. An endpoint that gives the same token again would page for ever: the list then ends.
 * @param limit stop after so many items
 */
export async function allPages<Item>(
  read: (token: string | undefined) => Promise<Page<Item>>,
  limit = Infinity,
): Promise<Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await read(token);
    items.push(...page.items);
    token = page.next || undefined;
    if (token === undefined || seen.has(token)) break;
    seen.add(token);
  } while (items.length < limit);
  return items.slice(0, limit);
}
