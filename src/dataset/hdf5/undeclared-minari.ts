import { DatasetError } from "../dataset-error.ts";
import type { Findings } from "../findings.ts";
import { actionEncoding } from "../minari/action-encoding.ts";
import { minariNames } from "../minari/collect-episodes.ts";
import type { Space, VectorSpace } from "../minari/space.ts";
import { spaceLeaves } from "../minari/space-leaves.ts";
import type { RawColumns } from "../raw-columns.ts";
import type { Hdf5Column } from "./column.ts";
import type { Hdf5File } from "./file.ts";
import { episodeName, readEpisodes } from "./minari.ts";

/** More parts than any Dict has; a hostile file may lead to one dataset by very many paths. */
const MAXIMUM_PARTS = 1000;

/** Whether the file holds the episodes of a Minari dataset. */
export function holdsEpisodes(file: Hdf5File): boolean {
  return file.names.has(episodeName(0));
}

/**
 * The episodes of a main_data.hdf5 without its metadata.json. What the spaces are is seen from episode 0: groups are Dicts or,
 * of _index_0, _index_1, …, Tuples; numbers are as they are, integers without a second axis are discrete actions. Throws a
 * DatasetError.
 */
export function readUndeclaredMinari(file: Hdf5File, maximumBytes: number, findings: Findings): RawColumns {
  const action = spaceLeaves(spaceAt(file, minariNames.actions, actionSpace), undefined, "action");
  const observation = spaceLeaves(spaceAt(file, minariNames.observations, boxOf), undefined, "observation");
  const layout = { observation, action, encoding: actionEncoding(action) };
  const episodes = [...file.names].filter((name) => /^episode_\d+$/.test(name)).length;
  return readEpisodes(file, { layout, episodes, maximumBytes }, findings);
}

function spaceAt(file: Hdf5File, column: string, leaf: (column: Hdf5Column) => VectorSpace): Space {
  let parts = 0;
  const spaceOf = (path: string): Space => {
    if (++parts > MAXIMUM_PARTS) {
      throw new DatasetError(`${column} must have at most ${MAXIMUM_PARTS} parts; got more at ${path}`);
    }
    if (!file.isGroup(path)) return leaf(file.column(path));
    const names = [...file.namesIn(path)];
    const type = names.every((name) => /^_index_\d+$/.test(name)) ? "Tuple" : "Dict";
    const keys = type === "Tuple" ? names.map((_, index) => `_index_${index}`) : names.toSorted();
    return { type, parts: new Map(keys.map((key) => [key, spaceOf(`${path}/${key}`)])) };
  };
  return spaceOf(`${episodeName(0)}/${column}`);
}

function boxOf({ shape }: Hdf5Column): VectorSpace {
  return { type: "Box", shape: shape.slice(1), bounds: undefined };
}

function actionSpace(column: Hdf5Column): VectorSpace {
  if (!column.integer || column.shape.length !== 1) return boxOf(column);
  return { type: "Discrete", start: [0], counts: [Number.POSITIVE_INFINITY] };
}
