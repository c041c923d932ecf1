import { assembleDataset, type Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import { Findings } from "../findings.ts";
import type { DatasetOptions } from "../options.ts";
import type { RawColumns } from "../raw-columns.ts";
import { defaultMaximumBytes } from "./column.ts";
import { readD3rlpy } from "./d3rlpy.ts";
import { d4rlRequired, readD4rl } from "./d4rl.ts";
import { type Hdf5File, readHdf5 } from "./file.ts";

export interface Hdf5Options extends DatasetOptions {
  /** Limit on the decoded columns in bytes, checked before any is read. Default: 2³⁰, 1 GiB. */
  readonly maximumBytes?: number;
}

/** At most this many names are listed in a message. */
const LISTED_NAMES = 12;

/**
 * Reads a dataset from the bytes of an HDF5 file in the flat D4RL layout or in that of a d3rlpy 2.1 replay buffer,
 * whichever its contents are. Throws a DatasetError when it is neither, damaged, too large, or not a sound log.
 */
export async function readHdf5Dataset(bytes: Uint8Array, options: Hdf5Options = {}): Promise<Dataset> {
  const maximumBytes = options.maximumBytes ?? defaultMaximumBytes;
  if (!(maximumBytes > 0)) throw new DatasetError(`maximumBytes must be positive; got ${maximumBytes}`);
  const findings = new Findings();
  const columns = await readHdf5(bytes, (file) => readLayout(file, maximumBytes, findings));
  return assembleDataset(columns, options, findings);
}

function readLayout(file: Hdf5File, maximumBytes: number, findings: Findings): RawColumns {
  const { names } = file;
  if (names.has("num_episodes")) return readD3rlpy(file, maximumBytes, findings);
  if (d4rlRequired.some((name) => names.has(name))) return readD4rl(file, maximumBytes);
  const listed = [...names].slice(0, LISTED_NAMES).join(", ");
  const others = names.size > LISTED_NAMES ? ` and ${names.size - LISTED_NAMES} more` : "";
  throw new DatasetError(
    `the file has neither the D4RL layout (${d4rlRequired.join(", ")}, terminals, timeouts) nor that of a d3rlpy ` +
      `replay buffer (version, num_episodes, observations_0, …); it holds ${listed || "nothing"}${others}`,
  );
}
