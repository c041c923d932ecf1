import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import type { Dataset } from "../../../../src/dataset/dataset.ts";
import { DatasetError } from "../../../../src/dataset/dataset-error.ts";
import { loadDataset } from "../../../../src/dataset/load.ts";
import type { DamagedFile } from "../read-damaged.ts";

const { base64, flips, lengths }: DamagedFile = JSON.parse(await text(process.stdin));
const sound = Buffer.from(base64, "base64");
for (const [at, mask] of flips) process.stdout.write(`${JSON.stringify(await outcome(flipped(at, mask)))}\n`);
for (const length of lengths)
  process.stdout.write(`${JSON.stringify(await outcome(sound.subarray(0, length)))}\n`);

function flipped(at: number, mask: number): Uint8Array {
  const bytes = Uint8Array.from(sound);
  bytes[at]! ^= mask;
  return bytes;
}

async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    return digest(await loadDataset(bytes, { format: "parquet", isolate: false, onWarning: () => {} }));
  } catch (error) {
    return error instanceof DatasetError ? `DatasetError: ${error.message}` : `not a DatasetError: ${error}`;
  }
}

function digest({ observations, actions, rewards, terminated, truncated }: Dataset): string {
  const hash = createHash("sha256");
  for (const column of [observations, actions, rewards, terminated, truncated]) hash.update(column);
  return hash.digest("hex");
}
