/** More different rewards than this are a scale, not events. */
const MOST_EVENT_VALUES = 10;

/** Rewards that take one value most of the time, such as 0, and a few others where something happens. */
export interface SparseRewards {
  /** The value of the rows in which nothing happens. */
  readonly usual: number;
  /** u8[rows], 1 where the reward is another one. */
  readonly events: Uint8Array;
}

/** Undefined where rewards are constant or take more than ten values. */
export function sparseRewards(rewards: Float32Array): SparseRewards | undefined {
  const counts = valueCounts(rewards);
  if (counts === undefined || counts.size < 2) return undefined;
  const [usual] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  return { usual, events: Uint8Array.from(rewards, (reward) => Number(reward !== usual)) };
}

function valueCounts(rewards: Float32Array): Map<number, number> | undefined {
  const counts = new Map<number, number>();
  for (const reward of rewards) {
    counts.set(reward, (counts.get(reward) ?? 0) + 1);
    if (counts.size > MOST_EVENT_VALUES) return undefined;
  }
  return counts;
}
