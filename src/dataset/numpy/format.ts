import type { FileFormat } from "../format.ts";
import { isNpy } from "./header.ts";

/** One NumPy matrix. */
export const npyFormat: FileFormat = {
  name: "npy",
  optionNames: ["maximumBytes", "columns"],
  recognizes: (start, name) => isNpy(start) || name.endsWith(".npy"),
  async read(file, options, findings) {
    const { readNpy } = await import("./read-npy.ts");
    return readNpy(file, options, findings);
  },
};

/** Several NumPy arrays in a ZIP file, stored or deflated. */
export const npzFormat: FileFormat = {
  name: "npz",
  optionNames: ["maximumBytes", "columns"],
  recognizes: (start, name) => isZip(start) || name.endsWith(".npz"),
  async read(file, options, findings) {
    const { readNpz } = await import("./read-npz.ts");
    return readNpz(file, options, findings);
  },
};

/** Whether a file begins with an entry of a ZIP file. */
function isZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
}
