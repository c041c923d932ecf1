import { DatasetError } from "../dataset-error.ts";
import { uniteActions } from "../merge-specs.ts";
import { hardlyChanges } from "../observation-statistics.ts";
import { actionSize, type DatasetSpec } from "../spec.ts";
import type { GroupLog } from "./group-log.ts";

/**
 * What a dataset of all the rows would say of itself, in one pass: mean and deviation of every component of the
 * observation, from sums of differences to the first row in float64, and the space of the actions. Throws a DatasetError
 * for a log without rows and for groups that do not fit together.
 */
export async function streamSpec(groups: AsyncIterable<GroupLog>): Promise<DatasetSpec> {
  let sums: ComponentSums | undefined;
  let actions: DatasetSpec["actions"] | undefined;
  for await (const group of groups) {
    if (group.rows === 0) continue;
    sums ??= emptySums(group);
    addRows(sums, group);
    actions = actions === undefined ? group.actionSpace : bothSpaces(actions, group.actionSpace);
  }
  if (sums === undefined || actions === undefined)
    throw new DatasetError("a stream must have at least one row; got 0");
  return { ...statisticsOf(sums), actions };
}

interface ComponentSums {
  rows: number;
  readonly origin: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

function emptySums({ observations, observationSize }: GroupLog): ComponentSums {
  return {
    rows: 0,
    origin: Float64Array.from(observations.subarray(0, observationSize)),
    sum: new Float64Array(observationSize),
    squares: new Float64Array(observationSize),
  };
}

function addRows(sums: ComponentSums, { observations, observationSize, rows }: GroupLog): void {
  const { origin, sum, squares } = sums;
  if (observationSize !== sum.length) {
    throw new DatasetError(
      `observations must have ${sum.length} components in all shards; got ${observationSize}`,
    );
  }
  sums.rows += rows;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < observationSize; i++) {
      const difference = observations[row * observationSize + i]! - origin[i]!;
      sum[i]! += difference;
      squares[i]! += difference * difference;
    }
  }
}

function statisticsOf({ rows, origin, sum, squares }: ComponentSums): Omit<DatasetSpec, "actions"> {
  const columns = Array.from(origin, (first, i) => {
    const shift = sum[i]! / rows;
    return { mean: first + shift, std: Math.sqrt(Math.max(0, squares[i]! / rows - shift * shift)) };
  });
  return {
    observationSize: origin.length,
    observationMean: columns.map(({ mean }) => mean),
    observationStd: columns.map((column) => (hardlyChanges(column) ? 0 : column.std)),
  };
}

type Space = DatasetSpec["actions"];

function bothSpaces(one: Space, other: Space): Space {
  if (one.kind === other.kind && actionSize(one) === actionSize(other)) return uniteActions(one, other);
  throw new DatasetError(
    `actions must be of one kind and size in all shards; got ${one.kind} and ${other.kind}`,
  );
}
