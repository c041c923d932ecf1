import type { Findings } from "../findings.ts";
import type { IsolationOptions } from "../isolation/isolated.ts";
import type { RawColumns } from "../raw-columns.ts";
import type { EpisodeLayout } from "./collect-episodes.ts";
import type { MinariFolder } from "./folder.ts";
import type { MinariMetadata } from "./metadata.ts";

/** What the reader of a format is given. */
export interface MinariContents {
  readonly folder: MinariFolder;
  readonly metadata: MinariMetadata;
  readonly layout: EpisodeLayout;
  /** Limit on what is decoded, in bytes. */
  readonly maximumBytes: number;
  /** Where tables are read. */
  readonly isolation: IsolationOptions;
}

/**
 * Reads the episodes 0 … total_episodes − 1 of a Minari dataset, in this order. Throws a DatasetError that names the episode
 * where one is missing or damaged.
 */
export type MinariEpisodeReader = (contents: MinariContents, findings: Findings) => Promise<RawColumns>;
