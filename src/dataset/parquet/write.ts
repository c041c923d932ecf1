import type { ColumnSource } from "hyparquet-writer";
import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import { datasetManifest } from "../manifest.ts";
import { refuseUnknownName } from "../options.ts";
import { MAXIMUM_COLUMNS } from "./leaf.ts";
import { MANIFEST_KEY } from "./manifest-key.ts";

export interface WriteParquetOptions {
  /** Rows in a row group, the part of a file that is decoded at once. Default: 65,536. */
  readonly rowGroupRows?: number;
}

const ROW_GROUP_ROWS = 2 ** 16;

/**
 * The dataset as a Parquet file: one column of numbers for each component, `observation_0`, `observation_1`, …, `action` or
 * `action_0`, …, `reward`, `terminated`, `truncated`, and where they are stored `next_observation_0`, … and
 * `behavior_log_probability`; float32, int32 and booleans without nulls. Its manifest stands in the file's metadata.
 * Columns of numbers, and not of vectors, are what pandas makes arrays of, and what is read without copies.
 * `loadDataset` reads back the same columns bit for bit and holds them to the manifest; `spec.actions` is not stored, so
 * pass `actionCount` or `actionBounds` again. Throws a DatasetError for more columns than are read, and when hyparquet-writer
 * is not installed.
 */
export async function writeParquet(dataset: Dataset, options: WriteParquetOptions = {}): Promise<Uint8Array> {
  refuseUnknownName("option", options, ["rowGroupRows"]);
  const { rowGroupRows = ROW_GROUP_ROWS } = options;
  if (!(Number.isInteger(rowGroupRows) && rowGroupRows >= 1)) {
    throw new DatasetError(`rowGroupRows must be a positive integer; got ${rowGroupRows}`);
  }
  const columnData = columnSources(dataset);
  if (columnData.length > MAXIMUM_COLUMNS) {
    throw new DatasetError(
      `a Parquet file must have at most ${MAXIMUM_COLUMNS} columns; got ${columnData.length}, one for each component`,
    );
  }
  const { parquetWriteBuffer } = await loadParquetWriter();
  const manifest = await datasetManifest(dataset);
  const file = parquetWriteBuffer({
    columnData,
    rowGroupSize: rowGroupRows,
    codec: "UNCOMPRESSED",
    statistics: false,
    kvMetadata: [{ key: MANIFEST_KEY, value: JSON.stringify(manifest) }],
    createdBy: "offline-rl",
  });
  return new Uint8Array(file);
}

async function loadParquetWriter(): Promise<typeof import("hyparquet-writer")> {
  try {
    return await import("hyparquet-writer");
  } catch (cause) {
    throw new DatasetError(
      `writing Parquet files needs the package hyparquet-writer, which cannot be loaded (${cause}); install it with: ` +
        "npm install hyparquet-writer",
      { cause },
    );
  }
}

function columnSources(dataset: Dataset): ColumnSource[] {
  const { spec, nextObservations, behaviorLogProbabilities } = dataset;
  const width = spec.observationSize;
  return [
    ...components("observation", dataset.observations, width),
    ...actionSources(dataset),
    { name: "reward", data: dataset.rewards, type: "FLOAT", nullable: false },
    flagSource("terminated", dataset.terminated),
    flagSource("truncated", dataset.truncated),
    ...(nextObservations ? components("next_observation", nextObservations, width) : []),
    ...(behaviorLogProbabilities ? [vectorSource("behavior_log_probability", behaviorLogProbabilities)] : []),
  ];
}

function actionSources({ actions, spec }: Dataset): ColumnSource[] {
  return actions instanceof Float32Array
    ? components("action", actions, spec.actions.kind === "continuous" ? spec.actions.size : 1)
    : [{ name: "action", data: actions, type: "INT32", nullable: false }];
}

function flagSource(name: string, flags: Uint8Array): ColumnSource {
  return { name, data: Array.from(flags, (flag) => flag === 1), type: "BOOLEAN", nullable: false };
}

function components(name: string, values: Float32Array, width: number): ColumnSource[] {
  return Array.from({ length: width }, (_, i) =>
    vectorSource(
      `${name}_${i}`,
      Float32Array.from({ length: values.length / width }, (_, row) => values[row * width + i]!),
    ),
  );
}

/** PLAIN: hardly two values are equal, so that a dictionary is only searched for in vain. */
function vectorSource(name: string, data: Float32Array): ColumnSource {
  return { name, data, type: "FLOAT", nullable: false, encoding: "PLAIN" };
}
