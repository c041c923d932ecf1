import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** A file, and how it is damaged: bytes with a mask that is xored onto them, and lengths that it is cut to. */
export interface DamagedFile {
  readonly base64: string;
  readonly flips: readonly (readonly [at: number, mask: number])[];
  readonly lengths: readonly number[];
}

/**
 * What becomes of reading a file with each damage, one after another in one process of its own: the hash of its columns, or
 * `DatasetError: ` and the message. The process is killed after `seconds`, and that throws.
 */
export async function readDamaged(damaged: DamagedFile, seconds: number): Promise<string[]> {
  const script = fileURLToPath(new URL("process/read-damaged.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", "--max-old-space-size=256", script], {
    stdio: ["pipe", "pipe", "inherit"],
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
  });
  child.stdin.end(JSON.stringify(damaged));
  const lines = (await text(child.stdout)).split("\n").slice(0, -1);
  const expected = damaged.flips.length + damaged.lengths.length;
  if (lines.length < expected) {
    const damage = damaged.flips[lines.length] ?? damaged.lengths[lines.length - damaged.flips.length];
    throw new Error(`no answer within ${seconds} s to the damage ${JSON.stringify(damage)}`);
  }
  return lines.map((line) => JSON.parse(line));
}
