import { assembleDataset, type Dataset } from "./dataset.ts";
import type { Findings } from "./findings.ts";
import { checkManifest } from "./manifest.ts";
import type { DatasetOptions } from "./options.ts";
import type { RawColumns } from "./raw-columns.ts";
import { parseManifest } from "./read-manifest.ts";

/**
 * The dataset of the columns of a file. Throws a DatasetError as `assembleDataset` does, and where it is not what the
 * manifest says that the file carries.
 */
export async function assembleVerified(
  columns: RawColumns,
  options: DatasetOptions,
  findings: Findings,
): Promise<Dataset> {
  const dataset = assembleDataset(columns, options, findings);
  if (columns.manifest !== undefined) await checkManifest(dataset, parseManifest(columns.manifest));
  return dataset;
}
