import { DatasetError } from "../dataset-error.ts";

/** What of the optional package hyparquet is called: its parsers of metadata and headers, Snappy, rarer encodings. */
export interface ParquetLibrary {
  readonly parquetMetadata: typeof import("hyparquet").parquetMetadata;
  readonly snappyUncompress: typeof import("hyparquet").snappyUncompress;
  readonly parquetHeader: typeof import("hyparquet/src/column.js").parquetHeader;
  readonly readDataPage: typeof import("hyparquet/src/datapage.js").readDataPage;
  readonly parsers: typeof import("hyparquet/src/convert.js").DEFAULT_PARSERS;
}

/** Loads hyparquet, which nothing else imports. Throws a DatasetError that says how to install it. */
export async function loadParquetLibrary(): Promise<ParquetLibrary> {
  try {
    const { parquetMetadata, snappyUncompress } = await import("hyparquet");
    const { parquetHeader } = await import("hyparquet/src/column.js");
    const { readDataPage } = await import("hyparquet/src/datapage.js");
    const { DEFAULT_PARSERS } = await import("hyparquet/src/convert.js");
    return { parquetMetadata, snappyUncompress, parquetHeader, readDataPage, parsers: DEFAULT_PARSERS };
  } catch (cause) {
    throw new DatasetError(
      `Parquet files need the package hyparquet, which cannot be loaded (${cause}); install it with: npm install hyparquet`,
      { cause },
    );
  }
}
