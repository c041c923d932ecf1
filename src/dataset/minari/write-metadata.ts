import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import { refuseUnknownName } from "../options.ts";
import type { SpaceTexts } from "./space-texts.ts";

/** What a Minari dataset says about itself beside its data. */
export interface MinariWriteOptions {
  /** `cartpole/expert-v0`: namespaces, a name and a version. */
  readonly id: string;
  /** What logged the data: `linear controller`. Default: empty. */
  readonly algorithmName?: string;
  readonly description?: string;
  readonly author?: readonly string[];
  readonly authorEmail?: readonly string[];
  readonly codePermalink?: string;
  /** The environment as gymnasium.envs.registration.EnvSpec.to_json describes it. Default: none. */
  readonly environmentSpec?: string;
  /** Mean returns of a random policy and of an expert, between which scores are normalized. Default: none. */
  readonly referenceScores?: { readonly minimum: number; readonly maximum: number };
}

const optionNames = [
  "id",
  "algorithmName",
  "description",
  "author",
  "authorEmail",
  "codePermalink",
  "environmentSpec",
  "referenceScores",
];

/** The version of Minari whose layout is written. */
const MINARI_VERSION = "0.5.3";

/** Words of letters, digits, `_` and `-`, separated by `/`, of which the last ends in a version. */
const ID = /^(?:[\w-]+\/)*[\w-]+-v\d+$/;

const MEGABYTE = 1e6;

/** Throws a DatasetError for an unknown option and for an id that Minari refuses. */
export function checkWriteOptions(options: MinariWriteOptions): void {
  refuseUnknownName("option", options, optionNames);
  if (typeof options.id === "string" && ID.test(options.id)) return;
  throw new DatasetError(`id must be of the form namespace/name-v0; got ${options.id}`);
}

/** Observations without bounds, actions with those of the dataset. */
export function spaceTexts({ spec }: Dataset): SpaceTexts {
  const { observationSize, actions } = spec;
  const infinite = Array<number>(observationSize).fill(Number.POSITIVE_INFINITY);
  return {
    observation: boxText(
      infinite.map((bound) => -bound),
      infinite,
    ),
    action:
      actions.kind === "discrete"
        ? `{"type": "Discrete", "dtype": "int64", "start": 0, "n": ${actions.count}}`
        : boxText(actions.low, actions.high),
  };
}

/** The text of metadata.json. `bytes` is the size of the data. */
export function metadataText(dataset: Dataset, options: MinariWriteOptions, bytes: number): string {
  const spaces = spaceTexts(dataset);
  const { referenceScores: scores, environmentSpec } = options;
  return JSON.stringify({
    total_episodes: dataset.episodes.length,
    total_steps: dataset.rows,
    data_format: "hdf5",
    jpeg_encoding: true,
    observation_space: spaces.observation,
    action_space: spaces.action,
    ...(environmentSpec !== undefined && { env_spec: environmentSpec }),
    dataset_size: Math.round((10 * bytes) / MEGABYTE) / 10,
    dataset_id: options.id,
    minari_version: MINARI_VERSION,
    algorithm_name: options.algorithmName ?? "",
    author: options.author ?? [],
    author_email: options.authorEmail ?? [],
    code_permalink: options.codePermalink ?? "",
    description: options.description ?? "",
    ...(scores && { ref_min_score: scores.minimum, ref_max_score: scores.maximum }),
    requirements: [],
  });
}

/** As Python's json module writes it, with `Infinity`. */
function boxText(low: readonly number[], high: readonly number[]): string {
  const number = (bound: number): string => (Object.is(bound, -0) ? "-0.0" : String(bound));
  const list = (bounds: readonly number[]): string => `[${bounds.map(number).join(", ")}]`;
  return `{"type": "Box", "dtype": "float32", "shape": [${low.length}], "low": ${list(low)}, "high": ${list(high)}}`;
}
