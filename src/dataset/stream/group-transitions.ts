import type { GroupLog } from "./group-log.ts";
import { copyRow, type TransitionSize, type Transitions } from "./transitions.ts";

/** Transitions that have been decoded, and which of the rows are some. */
export interface TransitionBlock {
  readonly transitions: Transitions;
  readonly rows: Int32Array;
}

/**
 * The transitions of the row groups of one shard. Of two neighbouring rows of one episode, the second is the successor of
 * the first, also across the end of a row group; the last row of a shard has none unless it is stored.
 */
export async function* groupTransitions(
  groups: AsyncIterable<GroupLog>,
  size: TransitionSize,
): AsyncGenerator<TransitionBlock> {
  let before: GroupLog | undefined;
  for await (const group of groups) {
    if (group.rows === 0) continue;
    if (before && isFollowed(before, before.rows - 1, group, 0)) yield seam(before, group, size);
    yield inside(group, size);
    before = group;
  }
}

/** The transition from the last row of a group to the first row of the next. */
function seam(before: GroupLog, after: GroupLog, { observation, action }: TransitionSize): TransitionBlock {
  const last = before.rows - 1;
  const transitions = {
    observations: before.observations.slice(last * observation),
    actions: before.actions.slice(last * action),
    rewards: before.rewards.slice(last),
    nextObservations: after.observations.slice(0, observation),
    terminated: before.terminated.slice(last),
  };
  return { transitions, rows: Int32Array.of(0) };
}

function inside(group: GroupLog, size: TransitionSize): TransitionBlock {
  const { observations, actions, rewards, terminated } = group;
  const nextObservations = group.nextObservations ?? following(group, size.observation);
  const transitions = { observations, actions, rewards, terminated, nextObservations };
  const rows = Int32Array.from(terminated.keys()).filter(
    (row) =>
      group.nextObservations !== undefined ||
      terminated[row] === 1 ||
      (row + 1 < group.rows && isFollowed(group, row, group, row + 1)),
  );
  return { transitions, rows };
}

/** The observation of the next row; of the row itself where the task ended. */
function following({ observations, terminated, rows }: GroupLog, width: number): Float32Array {
  const next = new Float32Array(observations.length);
  next.set(observations.subarray(width));
  for (let row = 0; row < rows; row++)
    if (terminated[row] === 1) copyRow(observations, row, next, row, width);
  return next;
}

/** Whether a row's successor has to be looked for in another row, and is that one. */
function isFollowed(from: GroupLog, row: number, to: GroupLog, next: number): boolean {
  const ends = from.terminated[row] === 1 || from.truncated[row] === 1;
  return !ends && from.nextObservations === undefined && from.episodes?.[row] === to.episodes?.[next];
}
