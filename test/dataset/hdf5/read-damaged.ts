import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** Bytes that are written over those of a file, as pairs of offset and value. */
export type Damage = readonly (readonly [at: number, byte: number])[];

/**
 * What becomes of reading a fixture with each of the damages, in a process of its own: `49 rows`, or `DatasetError: `
 * and the message. Nothing else can end a library that hangs: the process is killed after `seconds`, and that throws.
 */
export async function readDamaged(
  name: string,
  damages: readonly Damage[],
  seconds: number,
): Promise<string[]> {
  const script = fileURLToPath(new URL("process/read-damaged.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    stdio: ["pipe", "pipe", "inherit"],
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
  });
  child.stdin.end(JSON.stringify({ name, damages }));
  const lines = (await text(child.stdout)).split("\n").slice(0, -1);
  if (lines.length < damages.length) {
    throw new Error(`no answer within ${seconds} s to the damage ${JSON.stringify(damages[lines.length])}`);
  }
  return lines.map((line) => JSON.parse(line));
}
