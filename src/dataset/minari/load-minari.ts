import type { Dataset } from "../dataset.ts";
import type { DatasetWarning } from "../findings.ts";
import { checkManifest, type DatasetManifest } from "../manifest.ts";
import { printWarning } from "../print-warning.ts";
import type { MinariFolderSource } from "./folder.ts";
import { type MinariReadOptions, readMinari } from "./read-minari.ts";

export interface MinariOptions extends MinariReadOptions {
  /** Called once for each warning. Default: `console.warn`. */
  readonly onWarning?: (warning: DatasetWarning) => void;
  /** What the log must be to the bit, from `datasetManifest`. A manifest that the file carries is checked in any case. */
  readonly manifest?: DatasetManifest;
}

/**
 * Loads a Minari dataset and checks it: data/metadata.json, and the episodes in the format that it names. `source` is the path of
 * `<root>/<id>` or of its `data` (Node), or the files by their relative paths. The true state after every step is known, also
 * after the last one of an episode. Observations are vectors as gymnasium.spaces.flatten makes them, n numbers of which one is
 * 1 for a choice among n. Actions are one vector of Boxes, or one index where they are choices, from 0 on, with several ones
 * combined: (a₀, a₁) of (n₀, n₁) is a₀ · n₁ + a₁. Their number and finite bounds are those of the action space. Throws a
 * DatasetError for what is missing, damaged, or outside its space.
 */
export async function loadMinari(source: MinariFolderSource, options: MinariOptions = {}): Promise<Dataset> {
  const { onWarning = printWarning, manifest, ...rest } = options;
  const dataset = await readMinari(source, rest);
  if (manifest !== undefined) await checkManifest(dataset, manifest);
  for (const warning of dataset.warnings) onWarning(warning);
  return dataset;
}
