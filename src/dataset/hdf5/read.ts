import { DatasetError } from "../dataset-error.ts";
import { decodedLimit } from "../decoded-limit.ts";
import type { Findings } from "../findings.ts";
import type { ReadOptions } from "../format.ts";
import type { RawColumns } from "../raw-columns.ts";
import { listedNames } from "../table/mapping.ts";
import { readD3rlpy } from "./d3rlpy.ts";
import { d4rlRequired, readD4rl } from "./d4rl.ts";
import { type Hdf5File, readHdf5 } from "./file.ts";
import { holdsEpisodes, readUndeclaredMinari } from "./undeclared-minari.ts";

/**
 * Reads the columns of an HDF5 file in the flat D4RL layout (d3rlpy 1 included), in that of a d3rlpy 2.1 replay buffer or of
 * the episodes of a Minari dataset, whichever its contents are. Throws a DatasetError when it is none of them, damaged, too large, or not a log.
 */
export async function readHdf5Columns(
  bytes: Uint8Array,
  options: ReadOptions,
  findings: Findings,
): Promise<RawColumns> {
  const maximumBytes = decodedLimit(options.maximumBytes);
  return readHdf5(bytes, (file) => readLayout(file, maximumBytes, findings));
}

function readLayout(file: Hdf5File, maximumBytes: number, findings: Findings): RawColumns {
  const { names } = file;
  if (names.has("num_episodes")) return readD3rlpy(file, maximumBytes, findings);
  if (holdsEpisodes(file)) return readUndeclaredMinari(file, maximumBytes, findings);
  if (d4rlRequired.some((name) => names.has(name))) return readD4rl(file, maximumBytes);
  if (names.has("virtual")) {
    throw new DatasetError(
      "the file has D4RL's virtual layout, in chunks below the group virtual, which is not read: store the columns in the root",
    );
  }
  throw new DatasetError(
    `the file has neither the D4RL layout (${d4rlRequired.join(", ")}, terminals, timeouts), nor that of a d3rlpy ` +
      "replay buffer (version, num_episodes, observations_0, …), nor that of a Minari dataset (episode_0, …); " +
      `it holds ${listedNames(names)}`,
  );
}
