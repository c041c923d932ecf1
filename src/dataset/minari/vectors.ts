import { DatasetError } from "../dataset-error.ts";
import type { RawValues } from "../raw-columns.ts";
import type { IntegerSpace, VectorSpace } from "./space.ts";

/** Values of one space, row by row. `name` is what messages call them: `episode_3/observations`. */
export interface StoredVectors {
  readonly name: string;
  readonly values: RawValues;
}

/** Where vectors go: component 0 of row r to values[offset + r · stride]. */
export interface VectorTarget {
  readonly values: Float32Array;
  readonly offset: number;
  readonly stride: number;
}

/** Numbers that a file stores for one value of the space. */
export function storedWidth(space: VectorSpace): number {
  if (space.type === "Box") return space.shape.reduce((product, size) => product * size, 1);
  return space.type === "MultiBinary" ? space.size : space.counts.length;
}

/** Components of one value as gymnasium.spaces.flatten gives it: a choice among n is n of which one is 1. */
export function vectorWidth(space: VectorSpace): number {
  return "counts" in space ? space.counts.reduce((sum, count) => sum + count, 0) : storedWidth(space);
}

/**
 * Writes `rows` rows from row `first` on, each as gymnasium.spaces.flatten gives it. Throws a DatasetError for an integer
 * outside its space.
 */
export function writeVectors(
  space: VectorSpace,
  stored: StoredVectors,
  rows: { readonly first: number; readonly count: number },
  target: VectorTarget,
): void {
  if ("counts" in space) writeChoices(space, stored, rows, target);
  else writeNumbers(storedWidth(space), stored, rows, target);
}

/** The integer of a component, counted from the start of the space. Throws a DatasetError when it lies outside. */
export function choiceOf(
  space: IntegerSpace,
  { name, values }: StoredVectors,
  row: number,
  component: number,
): number {
  const { start, counts } = space;
  const value = values[row * counts.length + component]!;
  const choice = value - start[component]!;
  if (Number.isInteger(choice) && choice >= 0 && choice < counts[component]!) return choice;
  const place = counts.length === 1 ? row : `${row}, ${component}`;
  const last = start[component]! + counts[component]! - 1;
  throw new DatasetError(
    `${name}[${place}] must be an integer from ${start[component]} to ${last}, as its space says; got ${value}`,
  );
}

function writeNumbers(
  width: number,
  { values }: StoredVectors,
  { first, count }: { readonly first: number; readonly count: number },
  target: VectorTarget,
): void {
  for (let row = 0; row < count; row++) {
    const to = target.offset + row * target.stride;
    const from = (first + row) * width;
    for (let i = 0; i < width; i++) target.values[to + i] = values[from + i]!;
  }
}

function writeChoices(
  space: IntegerSpace,
  stored: StoredVectors,
  { first, count }: { readonly first: number; readonly count: number },
  target: VectorTarget,
): void {
  for (let row = 0; row < count; row++) {
    let at = target.offset + row * target.stride;
    for (const [component, choices] of space.counts.entries()) {
      target.values[at + choiceOf(space, stored, first + row, component)] = 1;
      at += choices;
    }
  }
}
