/** A number for every action of every state, [states][actions]. */
export type StateActionTable = readonly (readonly number[])[];

export function mapTable(
  table: StateActionTable,
  map: (entry: number, state: number, action: number) => number,
): number[][] {
  return table.map((row, state) => row.map((entry, action) => map(entry, state, action)));
}

/** max |a − b| over all pairs. */
export function tableDistance(a: StateActionTable, b: StateActionTable): number {
  const distances = mapTable(a, (entry, state, action) => Math.abs(entry - b[state]![action]!));
  return distances.flat().reduce((largest, distance) => Math.max(largest, distance), 0);
}

/** Probability 1 for the best action of every state, the lowest of equals. */
export function greedyTable(values: StateActionTable): StateActionTable {
  return values.map((row) => {
    const best = row.indexOf(Math.max(...row));
    return row.map((_, action) => (action === best ? 1 : 0));
  });
}

/** Σ p·x; what has probability 0 does not count. */
export function expectation(probabilities: readonly number[], values: readonly number[]): number {
  return probabilities.reduce((sum, chance, i) => (chance === 0 ? sum : sum + chance * values[i]!), 0);
}
