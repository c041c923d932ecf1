import type { FileFormat } from "../format.ts";
import { readAll } from "../source.ts";
import { superblockOffset } from "./signature.ts";

/** HDF5, in the flat D4RL layout, as a d3rlpy replay buffer, or with the episodes of a Minari dataset. */
export const hdf5Format: FileFormat = {
  name: "hdf5",
  optionNames: ["maximumBytes", "isolate", "secondsLimit"],
  isolatedTask: "hdf5Dataset",
  recognizes: (start, name) => superblockOffset(start) >= 0 || /\.(h5|hdf5)$/.test(name),
  async read(file, options, findings) {
    const { readHdf5Columns } = await import("./read.ts");
    return readHdf5Columns(await readAll(file), options, findings);
  },
};
