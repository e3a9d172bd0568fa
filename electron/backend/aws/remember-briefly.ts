/** Asks `find` again only when its last answer is older than `ms`; what fails is not remembered. */
export function rememberBriefly<Key, Found>(
  ms: number,
  find: (key: Key) => Promise<Found>,
  nameOf: (key: Key) => string,
): (key: Key) => Promise<Found> {
  const known = new Map<string, { until: number; found: Promise<Found> }>();
  return (key) => {
    const name = nameOf(key);
    const last = known.get(name);
    if (last && last.until > performance.now()) return last.found;
    const found = find(key);
    known.set(name, { until: performance.now() + ms, found });
    found.catch(() => known.delete(name));
    return found;
  };
}
