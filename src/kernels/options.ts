/**
 * Throws where `given` has a name that `known` has not: a misspelt option would otherwise be ignored. Throws too where
 * `given` is not an object.
 *
 * @param owner what takes the options
 * @param kind what they are called there
 */
export function refuseUnknown(owner: string, kind: string, given: object, known: readonly string[]): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`${owner} takes its ${kind}s as an object; got ${given}`);
  }
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new RangeError(`${owner} has no ${kind} "${stranger}"; it has ${known.join(", ")}`);
  }
}
