import type { FileFormat } from "../format.ts";
import { isGzip } from "../text/chunks.ts";

/** Comma-separated values, also compressed by gzip. */
export const csvFormat: FileFormat = {
  name: "csv",
  optionNames: ["maximumBytes", "columns", "delimiter"],
  recognizes: (start, name) => (isGzip(start) ? /\.[ct]sv\.gz$/ : /\.[ct]sv$/).test(name),
  async read(file, options, findings) {
    const { readCsv } = await import("./read.ts");
    return readCsv(file, options, findings);
  },
};
