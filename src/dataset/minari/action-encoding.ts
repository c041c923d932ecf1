import { DatasetError } from "../dataset-error.ts";
import type { DatasetOptions } from "../options.ts";
import type { RawColumn } from "../raw-columns.ts";
import type { BoxSpace, IntegerSpace } from "./space.ts";
import { pathText, type SpaceLeaf } from "./space-leaves.ts";
import { choiceOf, type StoredVectors, storedWidth, writeVectors } from "./vectors.ts";

/** How the actions of a Minari dataset become one column. */
export interface ActionEncoding {
  /** What the space says about the actions: their number, or their bounds where all are finite. */
  readonly declared: Pick<DatasetOptions, "actionCount" | "actionBounds">;
  /** A column of zeros for `rows` actions, and how one episode of `count` steps is written from row `first` on. */
  readonly column: (rows: number) => ActionTarget;
}

export interface ActionTarget {
  readonly column: RawColumn;
  readonly write: (parts: readonly StoredVectors[], first: number, count: number) => void;
}

type EncodedSpace = IntegerSpace | BoxSpace;

const LARGEST_COUNT = 2 ** 31 - 1;

/**
 * Boxes become one vector. Choices become one index that counts from 0; where there are several, the last one changes
 * fastest: (a₀, a₁) of (n₀, n₁) is a₀ · n₁ + a₁. Components of 0 or 1 are such choices. Throws a DatasetError for a mixture of
 * both and for more than 2³¹ − 1 actions.
 */
export function actionEncoding(leaves: readonly SpaceLeaf[]): ActionEncoding {
  const spaces = leaves.map(
    ({ space }): EncodedSpace => (space.type === "MultiBinary" ? binaryChoices(space.size) : space),
  );
  const choices = spaces.filter((space) => space.type !== "Box");
  const boxes = spaces.filter((space) => space.type === "Box");
  if (choices.length === 0) return continuousEncoding(boxes);
  if (boxes.length === 0) return discreteEncoding(choices);
  const found = leaves.map(({ path, space }) => `${pathText(path)} (${space.type})`).join(", ");
  throw new DatasetError(
    `actions must be all continuous or all discrete; got ${found}: pass { action } with the parts to read`,
  );
}

function binaryChoices(size: number): IntegerSpace {
  return { type: "MultiDiscrete", start: Array(size).fill(0), counts: Array(size).fill(2) };
}

function continuousEncoding(spaces: readonly BoxSpace[]): ActionEncoding {
  const low = spaces.flatMap(({ bounds }) => bounds?.low ?? [Number.NEGATIVE_INFINITY]);
  const high = spaces.flatMap(({ bounds }) => bounds?.high ?? [Number.POSITIVE_INFINITY]);
  const bounded = low.every((bound, i) => Number.isFinite(high[i]! - bound) && bound < high[i]!);
  const width = spaces.reduce((sum, space) => sum + storedWidth(space), 0);
  return {
    declared: bounded ? { actionBounds: { low, high } } : {},
    column: (rows) => continuousTarget(spaces, new Float32Array(rows * width), width),
  };
}

function continuousTarget(spaces: readonly BoxSpace[], values: Float32Array, width: number): ActionTarget {
  return {
    column: { values, width, integer: false },
    write(parts, first, count) {
      let offset = first * width;
      for (const [i, space] of spaces.entries()) {
        writeVectors(space, parts[i]!, { first: 0, count }, { values, offset, stride: width });
        offset += storedWidth(space);
      }
    },
  };
}

function discreteEncoding(spaces: readonly IntegerSpace[]): ActionEncoding {
  const actionCount = spaces.flatMap(({ counts }) => counts).reduce((product, count) => product * count, 1);
  if (Number.isFinite(actionCount) && actionCount > LARGEST_COUNT) {
    throw new DatasetError(`the action space must have at most ${LARGEST_COUNT} actions; got ${actionCount}`);
  }
  return {
    declared: Number.isFinite(actionCount) ? { actionCount } : {},
    column: (rows) => discreteTarget(spaces, new Float64Array(rows)),
  };
}

function discreteTarget(spaces: readonly IntegerSpace[], values: Float64Array): ActionTarget {
  return {
    column: { values, width: 1, integer: true },
    write(parts, first, count) {
      for (let row = 0; row < count; row++) values[first + row] = jointChoice(spaces, parts, row);
    },
  };
}

function jointChoice(spaces: readonly IntegerSpace[], parts: readonly StoredVectors[], row: number): number {
  let index = 0;
  for (const [i, space] of spaces.entries()) {
    for (const [component, count] of space.counts.entries()) {
      // a single choice of unknown number has no factor: 0 · Infinity is NaN
      index = (index && index * count) + choiceOf(space, parts[i]!, row, component);
    }
  }
  return index;
}
