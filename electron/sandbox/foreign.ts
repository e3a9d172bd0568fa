/** What a resource kind is given is always its own; the types cannot say so. */
export function foreign(): never {
  throw new TypeError('not a resource of this kind');
}
