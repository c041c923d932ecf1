import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { DatasetOptions } from "../../../src/dataset/options.ts";

/** A file in which one byte after the other is inverted. */
export interface FlippedFile {
  /** In base64, by path: one file, or those of a Minari dataset. */
  readonly files: Readonly<Record<string, string>>;
  /** The file in which bytes are inverted, and which of them. */
  readonly path: string;
  readonly places: readonly number[];
  readonly options: DatasetOptions;
}

/**
 * What becomes of reading the file with each of the bytes inverted, in a process of its own: `the same`, `DatasetError`,
 * `other data`, or what else was thrown. The process is killed after `seconds`, and that throws with the place.
 */
export async function readFlipped(file: FlippedFile, seconds: number): Promise<string[]> {
  const script = fileURLToPath(new URL("process/read-flipped.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["pipe", "pipe", "inherit"],
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
  });
  child.stdin.end(JSON.stringify(file));
  const lines = (await text(child.stdout)).split("\n").slice(0, -1);
  if (lines.length < file.places.length) {
    throw new Error(`no answer within ${seconds} s to the inverted byte ${file.places[lines.length]}`);
  }
  return lines.map((line) => JSON.parse(line));
}
