import { assembleVerified } from "../assemble-verified.ts";
import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import { decodedLimit } from "../decoded-limit.ts";
import { Findings } from "../findings.ts";
import type { IsolationOptions } from "../isolation/isolated.ts";
import { isolatedDataset } from "../isolation/isolated-dataset.ts";
import { checkOptionNames, type DatasetOptions, datasetOptionNames } from "../options.ts";
import { readAll } from "../source.ts";
import { type ActionEncoding, actionEncoding } from "./action-encoding.ts";
import { type MinariFolder, type MinariFolderSource, minariFile, openMinariFolder } from "./folder.ts";
import { type MinariMetadata, parseMinariMetadata } from "./metadata.ts";
import type { MinariEpisodeReader } from "./reader.ts";
import { spaceLeaves } from "./space-leaves.ts";

/** What is said of a Minari dataset, beside what a dataset needs to know. */
export interface MinariReadOptions extends DatasetOptions, IsolationOptions {
  /**
   * The parts of a Dict or Tuple that make up the observation, in this order, by dotted paths: `["agent.position", "goal"]`.
   * Default: all, in the order in which Gymnasium flattens them.
   */
  readonly observation?: readonly string[];
  /** The same for the action. */
  readonly action?: readonly string[];
  /** Limit on the decoded columns in bytes, checked before any is read. Default: 2³⁰, 1 GiB. */
  readonly maximumBytes?: number;
}

const optionNames = [
  ...datasetOptionNames,
  "observation",
  "action",
  "maximumBytes",
  "isolate",
  "secondsLimit",
];

/** The readers by what metadata.json calls the format, each loaded when it is used. */
const readers: ReadonlyMap<string, () => Promise<MinariEpisodeReader>> = new Map([
  ["hdf5", async () => (await import("../hdf5/minari.ts")).readMinariHdf5],
  ["parquet", async () => (await import("./table-episodes.ts")).readMinariParquet],
  ["arrow", async () => (await import("./table-episodes.ts")).readMinariArrow],
]);

/** A metadata.json lists two bounds for every component of the spaces, and nothing else that is long. */
const METADATA_BYTES = 2 ** 26;

/** Reads and checks a Minari dataset of any format. Throws a DatasetError. */
export async function readMinari(source: MinariFolderSource, options: MinariReadOptions): Promise<Dataset> {
  checkOptionNames(options, optionNames);
  const { observation, action, maximumBytes, ...others } = options;
  const folder = await openMinariFolder(source);
  const metadata = await readMetadata(folder);
  if (metadata.dataFormat === "hdf5" && options.isolate !== false) return readElsewhere(folder, options);
  const readEpisodes = await readerOf(metadata);
  const actions = spaceLeaves(metadata.actionSpace, action, "action");
  const layout = {
    observation: spaceLeaves(metadata.observationSpace, observation, "observation"),
    action: actions,
    encoding: actionEncoding(actions),
  };
  const findings = new Findings();
  const columns = await readEpisodes(
    { folder, metadata, layout, maximumBytes: decodedLimit(maximumBytes), isolation: options },
    findings,
  );
  warnOfSteps(metadata, columns.rows, findings);
  return assembleVerified(columns, withDeclared(others, layout.encoding), findings);
}

/** HDF5 is read by a library that damaged files may hang. */
async function readElsewhere(folder: MinariFolder, options: MinariReadOptions): Promise<Dataset> {
  const files = [await folder.open("metadata.json"), await folder.open(minariFile)];
  try {
    return await isolatedDataset("minariDataset", files, options);
  } finally {
    for (const file of files) await file.close();
  }
}

async function readMetadata(folder: MinariFolder): Promise<MinariMetadata> {
  const file = await folder.open("metadata.json");
  try {
    if (file.size > METADATA_BYTES) {
      throw new DatasetError(`metadata.json must take at most ${METADATA_BYTES} bytes; got ${file.size}`);
    }
    return parseMinariMetadata(new TextDecoder().decode(await readAll(file)), "metadata.json");
  } finally {
    await file.close();
  }
}

function readerOf({ dataFormat }: MinariMetadata): Promise<MinariEpisodeReader> {
  const reader = readers.get(dataFormat);
  if (reader) return reader();
  throw new DatasetError(
    `data_format of metadata.json must be one of ${[...readers.keys()].join(", ")}; got ${dataFormat}`,
  );
}

/** Throws a DatasetError for an option that says again what the action space says. */
function withDeclared(options: DatasetOptions, { declared }: ActionEncoding): DatasetOptions {
  for (const name of ["actionCount", "actionBounds"] as const) {
    if (declared[name] && options[name]) {
      throw new DatasetError(`${name} has no effect: the action space of the dataset declares it`);
    }
  }
  return { ...options, ...declared };
}

function warnOfSteps({ totalSteps }: MinariMetadata, rows: number, findings: Findings): void {
  if (totalSteps === rows) return;
  findings.warn(
    "wrong-step-count",
    `total_steps of metadata.json is ${totalSteps}, but ${rows} steps are stored`,
  );
}
