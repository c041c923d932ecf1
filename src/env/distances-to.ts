/** The number of steps to `target`, by node, for every node that a way leads from; breadth first. */
export function distancesTo(
  target: number,
  /** The nodes that lead to a node in one step. */
  origins: (node: number) => readonly number[],
): ReadonlyMap<number, number> {
  const distances = new Map([[target, 0]]);
  // a map is read in the order in which it was written, what is added while it is read included
  for (const [node, distance] of distances) {
    for (const origin of origins(node)) {
      if (!distances.has(origin)) distances.set(origin, distance + 1);
    }
  }
  return distances;
}
