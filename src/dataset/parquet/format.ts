import type { FileFormat } from "../format.ts";
import { hasParquetMagic } from "./footer.ts";

/** Parquet tables, with one column a component or columns of vectors. */
export const parquetFormat: FileFormat = {
  name: "parquet",
  optionNames: ["maximumBytes", "columns", "isolate", "secondsLimit"],
  recognizes: (start, name) => hasParquetMagic(start) || /\.(parquet|pq)$/.test(name),
  async read(file, options, findings) {
    const { readParquetColumns } = await import("./read.ts");
    return readParquetColumns(file, options, findings);
  },
};
