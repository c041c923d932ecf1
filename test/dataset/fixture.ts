import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Path of a file in test/fixtures/data. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/data/${name}`, import.meta.url));
}

/** Bytes of a file in test/fixtures/data. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(fixturePath(name)));
}
