import { DatasetError } from "../dataset-error.ts";
import type { Space, UnreadableSpace, VectorSpace } from "./space.ts";

/** One space of vectors inside a Dict or Tuple, or a whole space that is neither. */
export interface SpaceLeaf {
  /** The keys of Dicts and the indices of Tuples that lead to it, from the outside in. */
  readonly path: readonly PathStep[];
  readonly space: VectorSpace;
}

/** `index` where the composite space is a Tuple. */
export type PathStep = { readonly key: string } | { readonly index: number };

interface FoundLeaf {
  readonly path: readonly PathStep[];
  readonly space: VectorSpace | UnreadableSpace;
}

/**
 * The spaces of vectors that make up the vector of a log, in order. By default all of them as Gymnasium flattens them: the
 * keys of a Dict sorted, a Tuple by index. `picked` are dotted paths, such as `agent.position` or `goal.0`; one that leads to
 * a Dict or Tuple means all of it. Throws a DatasetError for a path that is unknown or twice in the list, and for texts,
 * images and unknown spaces.
 *
 * @param name of the space, and of the option that picks
 */
export function spaceLeaves(
  space: Space,
  picked: readonly string[] | undefined,
  name: "observation" | "action",
): SpaceLeaf[] {
  const found = leavesBelow(space, []);
  const leaves = picked === undefined ? found : picked.flatMap((path) => leavesAt(found, path, name));
  if (leaves.length === 0) throw new DatasetError(`the ${name} must have at least one part; got none`);
  const twice = leaves.find((leaf, i) => leaves.indexOf(leaf) !== i);
  if (twice) throw new DatasetError(`${name} must pick each part once; got ${pathText(twice.path)} twice`);
  return leaves.map((leaf) => readableLeaf(leaf, name));
}

/** `agent.position`, `goal.0`; empty for a space that is no Dict or Tuple. */
export function pathText(path: readonly PathStep[]): string {
  return path.map((step) => ("key" in step ? step.key : step.index)).join(".");
}

/** What Minari calls the step in a file: a Dict's key, or `_index_3`. */
export function storedName(step: PathStep): string {
  return "key" in step ? step.key : `_index_${step.index}`;
}

function leavesBelow(space: Space, path: readonly PathStep[]): FoundLeaf[] {
  if (!("parts" in space)) return [{ path, space }];
  return [...space.parts].flatMap(([key, part], index) =>
    leavesBelow(part, [...path, space.type === "Dict" ? { key } : { index }]),
  );
}

function leavesAt(found: readonly FoundLeaf[], picked: string, name: string): FoundLeaf[] {
  const leaves = found.filter(({ path }) => `${pathText(path)}.`.startsWith(`${picked}.`));
  if (leaves.length > 0) return leaves;
  const known = found.map(({ path }) => pathText(path)).filter((text) => text !== "");
  const parts = known.length > 0 ? `its parts: ${known.join(", ")}` : `the ${name} is one vector`;
  throw new DatasetError(`${name} has no part ${JSON.stringify(picked)}; ${parts}`);
}

function readableLeaf({ path, space }: FoundLeaf, name: string): SpaceLeaf {
  if (space.type !== "unreadable") return { path, space };
  const part = path.length > 0 ? `part ${pathText(path)} of the ${name}` : `the ${name}`;
  throw new DatasetError(
    `${part} must be numbers in a Box, Discrete, MultiDiscrete or MultiBinary space; got ${space.what}` +
      (path.length > 0 ? `: pass { ${name} } with the parts to read` : ""),
  );
}
