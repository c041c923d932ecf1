export { concatenateDatasets } from "./concatenate-datasets.ts";
export { createDataset, type DatasetColumns } from "./create-dataset.ts";
export type { CsvDelimiter } from "./csv/header.ts";
export { writeCsv } from "./csv/write-csv.ts";
export type { Dataset } from "./dataset.ts";
export { DatasetError } from "./dataset-error.ts";
export { discountedReturns } from "./discounted-returns.ts";
export * from "./doctor/index.ts";
export type { Episode } from "./episodes.ts";
export type { DatasetNote, DatasetNoteCode, DatasetWarning, DatasetWarningCode } from "./findings.ts";
export { type GrowingLog, type GrowingLogOptions, growingLog } from "./growing-log.ts";
export { writeD3rlpy } from "./hdf5/write-d3rlpy.ts";

export { writeD4rl } from "./hdf5/write-d4rl.ts";
export { writeMinari } from "./hdf5/write-minari.ts";
export { initialObservations } from "./initial-observations.ts";
export { writeJsonLines } from "./json-lines/write-json-lines.ts";
export { type LoadOptions, loadDataset } from "./load.ts";
export type { LoggedTransition } from "./logged-transition.ts";
export { type ColumnManifest, checkManifest, type DatasetManifest, datasetManifest } from "./manifest.ts";
export type { FlagColumn, NumberColumn } from "./memory-column.ts";
export type { MinariFolderSource } from "./minari/folder.ts";
export { loadMinari, type MinariOptions } from "./minari/load-minari.ts";
export type { MinariWriteOptions } from "./minari/write-metadata.ts";
export { fillMinibatch, type Minibatch, sampleTransitions } from "./minibatch.ts";
export { type MixtureComponent, mixDatasets } from "./mix-datasets.ts";
export { writeNpz } from "./numpy/write-npz.ts";
export type { ActionBounds, DatasetOptions } from "./options.ts";

export { type WriteParquetOptions, writeParquet } from "./parquet/write.ts";

export { type RewardScale, rewardMultiplier, scaleRewards } from "./reward-scaling.ts";
export { type BestEpisodes, bestEpisodes, filterEpisodes } from "./select-episodes.ts";
export { shareDataset } from "./share-dataset.ts";

export type { FileSource } from "./source.ts";
export type { ContinuousActions, DatasetSpec, DiscreteActions, RewardScaling } from "./spec.ts";
export { type DatasetSplit, type SplitOptions, splitByEpisode } from "./split-by-episode.ts";
export {
  type DatasetSummary,
  episodeReturns,
  type SampleStatistics,
  sampleStatistics,
  summarizeDataset,
} from "./statistics.ts";
export type { TransitionStream } from "./stream/buffered-stream.ts";
export { type StreamOptions, streamParquet } from "./stream/stream-parquet.ts";
export type { ColumnMapping } from "./table.ts";
export { type MinibatchSampling, type TransitionSource, transitionSource } from "./transition-source.ts";
