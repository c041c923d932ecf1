import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("process/garbage.ts", import.meta.url));

test("100,000 replays of a training step leave the heap of JavaScript flat, and make no garbage", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", "--import", "tsx", script]);
  const { garbage, kept }: { garbage: number; kept: number } = JSON.parse(stdout);
  // a number on the heap in every replay would be 1.2 MB; what the engine itself keeps is some 100 kB
  expect(garbage).toBeLessThan(1_000_000);
  expect(kept).toBeLessThan(200_000);
}, 60_000);
