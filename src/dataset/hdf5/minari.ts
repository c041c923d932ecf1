import { DatasetError } from "../dataset-error.ts";
import type { Findings } from "../findings.ts";
import {
  collectEpisodes,
  type EpisodeLayout,
  type EpisodeValues,
  minariNames,
} from "../minari/collect-episodes.ts";
import { minariFile } from "../minari/folder.ts";
import type { MinariMetadata } from "../minari/metadata.ts";
import type { MinariContents } from "../minari/reader.ts";
import { type SpaceLeaf, storedName } from "../minari/space-leaves.ts";
import { spacesChecksum } from "../minari/space-texts.ts";
import { storedWidth } from "../minari/vectors.ts";
import type { RawColumns } from "../raw-columns.ts";
import { readAll } from "../source.ts";
import type { AttributeValue } from "./attribute.ts";
import { checkDecodedBytes, type Hdf5Column } from "./column.ts";
import { type Hdf5File, readHdf5 } from "./file.ts";
import { storedManifest } from "./manifest-attribute.ts";

/** The attribute of the root in which our own files name the spaces that they were written for. */
export const spacesAttribute = "offline_rl_spaces_sha256";

/** One stored episode: its declarations are checked, its values are not read. */
interface StoredEpisode {
  readonly name: string;
  readonly steps: number;
  readonly observations: readonly Hdf5Column[];
  readonly actions: readonly Hdf5Column[];
  readonly rewards: Hdf5Column;
  readonly terminations: Hdf5Column;
  readonly truncations: Hdf5Column;
  readonly behaviorLogProbabilities: Hdf5Column | undefined;
}

/** How episodes are to be read. */
export interface EpisodeReading {
  readonly layout: EpisodeLayout;
  /** total_episodes of the metadata. */
  readonly episodes: number;
  readonly maximumBytes: number;
}

/**
 * Reads the episodes of a Minari dataset from data/main_data.hdf5: groups episode_0, episode_1, … of T steps, with
 * observations (T + 1 rows), actions, rewards, terminations and truncations (T rows), a Dict as a group of its keys, a Tuple
 * as a group of _index_0, _index_1, …, and infos/action_log_probs (T + 1 rows, the first for the reset), where they are.
 * All shapes and the sizes against `maximumBytes` are checked before values are read. Throws a DatasetError.
 */
export async function readMinariHdf5(contents: MinariContents, findings: Findings): Promise<RawColumns> {
  const { folder, metadata, layout, maximumBytes } = contents;
  const source = await folder.open(minariFile);
  try {
    const reading = { layout, episodes: metadata.totalEpisodes, maximumBytes };
    const { columns, spaces } = await readHdf5(await readAll(source), (file) => ({
      columns: readEpisodes(file, reading, findings),
      spaces: file.attribute("", spacesAttribute),
    }));
    if (spaces !== undefined) await checkSpaces(metadata, spaces);
    return columns;
  } finally {
    await source.close();
  }
}

async function checkSpaces({ spaceTexts }: MinariMetadata, expected: AttributeValue): Promise<void> {
  const checksum = await spacesChecksum(spaceTexts);
  if (checksum === expected) return;
  throw new DatasetError(
    `the spaces of metadata.json must have the SHA-256 that ${minariFile} names, ${expected}; got ${checksum}`,
  );
}

/** The group of an episode. */
export function episodeName(index: number): string {
  return `episode_${index}`;
}

/** The log in a file with such groups, whether its spaces are declared or not. Throws a DatasetError. */
export function readEpisodes(file: Hdf5File, reading: EpisodeReading, findings: Findings): RawColumns {
  const { layout, maximumBytes } = reading;
  const episodes = openEpisodes(file, reading, findings);
  checkDecodedBytes(episodes.flatMap(columnsOf), maximumBytes);
  const rows = episodes.reduce((sum, { steps }) => sum + steps, 0);
  const collection = collectEpisodes(layout, { rows, maximumBytes }, findings);
  for (const episode of episodes) collection.add(readEpisode(episode));
  return { ...collection.columns(), ...storedManifest(file) };
}

/** Stops at the first episode that is missing, so that the count in the metadata need not be true. */
function openEpisodes(
  file: Hdf5File,
  { layout, episodes }: EpisodeReading,
  findings: Findings,
): StoredEpisode[] {
  const opened: StoredEpisode[] = [];
  for (let index = 0; index < episodes; index++) {
    const name = episodeName(index);
    if (!file.names.has(name)) {
      throw new DatasetError(`${name} of total_episodes = ${episodes} is missing in ${minariFile}`);
    }
    opened.push(openEpisode(file, name, layout));
  }
  const stored = [...file.names].filter((name) => /^episode_\d+$/.test(name)).length;
  if (stored > episodes) {
    findings.warn(
      "uncounted-episodes",
      `total_episodes is ${episodes}, but ${stored} episodes are stored: the others are not read`,
    );
  }
  return opened;
}

function openEpisode(file: Hdf5File, name: string, layout: EpisodeLayout): StoredEpisode {
  const rewards = file.column(`${name}/${minariNames.rewards}`);
  const steps = rewards.shape[0] ?? 0;
  const open = (column: string, rows: number): Hdf5Column =>
    expectShape(file.column(`${name}/${column}`), { rows, steps, width: 1 });
  const openLeaf = (column: string, leaf: SpaceLeaf, rows: number): Hdf5Column => {
    const path = [name, column, ...leaf.path.map(storedName)].join("/");
    return expectShape(file.column(path), { rows, steps, width: storedWidth(leaf.space) });
  };
  const probabilities = minariNames.behaviorLogProbabilities;
  checkTotalSteps(file, name, steps);
  return {
    name,
    steps,
    observations: layout.observation.map((leaf) => openLeaf(minariNames.observations, leaf, steps + 1)),
    actions: layout.action.map((leaf) => openLeaf(minariNames.actions, leaf, steps)),
    rewards: expectShape(rewards, { rows: steps, steps, width: 1 }),
    terminations: open(minariNames.terminated, steps),
    truncations: open(minariNames.truncated, steps),
    behaviorLogProbabilities: file.has(`${name}/${probabilities}`)
      ? open(probabilities, steps + 1)
      : undefined,
  };
}

interface ExpectedShape {
  readonly rows: number;
  readonly steps: number;
  readonly width: number;
}

function expectShape(column: Hdf5Column, { rows, steps, width }: ExpectedShape): Hdf5Column {
  const [found, ...axes] = column.shape;
  if (found === rows && axes.reduce((product, length) => product * length, 1) === width) return column;
  const rule = `${rows} rows for ${steps} steps, with ${width === 1 ? "one value" : `${width} values`} a row`;
  throw new DatasetError(`${column.name} must have ${rule}; got shape (${column.shape.join(", ")})`);
}

function checkTotalSteps(file: Hdf5File, name: string, steps: number): void {
  const declared = file.attribute(name, "total_steps");
  if (declared === undefined || declared === steps) return;
  throw new DatasetError(`total_steps of ${name} is ${declared}, but ${steps} rewards are stored`);
}

function columnsOf(episode: StoredEpisode): Hdf5Column[] {
  const { observations, actions, rewards, terminations, truncations, behaviorLogProbabilities } = episode;
  const optional = behaviorLogProbabilities ? [behaviorLogProbabilities] : [];
  return [...observations, ...actions, rewards, terminations, truncations, ...optional];
}

function readEpisode(episode: StoredEpisode): EpisodeValues {
  const { name, steps, behaviorLogProbabilities } = episode;
  return {
    name,
    steps,
    observations: episode.observations.map((column) => column.read()),
    actions: episode.actions.map((column) => column.read()),
    rewards: episode.rewards.read(),
    terminations: episode.terminations.read(),
    truncations: episode.truncations.read(),
    ...(behaviorLogProbabilities && { behaviorLogProbabilities: behaviorLogProbabilities.read().slice(1) }),
  };
}
