import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Path of a file in test/fixtures/parquet, which make.py beside it has written. */
export function parquetPath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/parquet/${name}.parquet`, import.meta.url));
}

/** Its bytes. */
export function parquetFixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(parquetPath(name)));
}
