import type { FileFormat } from "../format.ts";
import { isGzip } from "../text/chunks.ts";

/** JSON Lines, also compressed by gzip. */
export const jsonLinesFormat: FileFormat = {
  name: "jsonLines",
  optionNames: ["maximumBytes", "columns"],
  recognizes: (start, name) => (isGzip(start) ? /\.(jsonl|ndjson)\.gz$/ : /\.(jsonl|ndjson)$/).test(name),
  async read(file, options, findings) {
    const { readJsonLines } = await import("./read.ts");
    return readJsonLines(file, options, findings);
  },
};
