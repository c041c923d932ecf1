import { text } from "node:stream/consumers";
import type { Dataset } from "../../../../src/dataset/dataset.ts";
import { DatasetError } from "../../../../src/dataset/dataset-error.ts";
import { loadDataset } from "../../../../src/dataset/load.ts";
import { loadMinari } from "../../../../src/dataset/minari/load-minari.ts";
import type { FlippedFile } from "../read-flipped.ts";

const { files, path, places, options }: FlippedFile = JSON.parse(await text(process.stdin));
const bytes = new Map(Object.entries(files).map(([name, base64]) => [name, Buffer.from(base64, "base64")]));
const flipped = bytes.get(path) ?? Buffer.alloc(0);
const sound = contents(await load());
for (const place of places) {
  flipped[place]! ^= 0xff;
  process.stdout.write(`${JSON.stringify(await outcome())}\n`);
  flipped[place]! ^= 0xff;
}

function load(): Promise<Dataset> {
  const silent = { ...options, isolate: false, onWarning: () => {} };
  return bytes.size > 1 ? loadMinari(bytes, silent) : loadDataset(flipped, { ...silent, format: "hdf5" });
}

/** What a policy is learned from. */
function contents({ warnings: _warnings, notes: _notes, ...dataset }: Dataset): string {
  return JSON.stringify(dataset, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")
      : value,
  );
}

async function outcome(): Promise<string> {
  try {
    return contents(await load()) === sound ? "the same" : "other data";
  } catch (error) {
    return error instanceof DatasetError ? "DatasetError" : `not a DatasetError: ${error}`;
  }
}
