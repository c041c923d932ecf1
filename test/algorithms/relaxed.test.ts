import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { mismatches } from "../conformance.ts";

interface Training {
  readonly losses: number[];
  readonly entries: number[];
}

const script = fileURLToPath(new URL("process/train.ts", import.meta.url));
/** Later versions do not know the flag, and do not need it. */
const isBehindFlag = Number.parseInt(process.versions.node, 10) < 21;
const flags = isBehindFlag ? ["--experimental-wasm-relaxed-simd"] : [];

/** Losses and weights of 30 steps in a process of its own: it has one kind of kernels. */
async function train(kind: string, given = flags): Promise<{ eager: Training; replayed: Training }> {
  const { stdout } = await promisify(execFile)(process.execPath, [...given, "--import", "tsx", script, kind]);
  return JSON.parse(stdout);
}

test("30 relaxed steps of CQL have the losses of strict ones within 1e-3, and a replay is eager to the bit", async () => {
  const [strict, relaxed] = await Promise.all([train("strict"), train("relaxed")]);
  expect(relaxed.replayed).toEqual(relaxed.eager);
  expect(strict.replayed).toEqual(strict.eager);
  const limits = { relative: 1e-3 };
  expect(mismatches("loss", relaxed.eager.losses, strict.eager.losses, limits)).toEqual([]);
  expect(strict.eager.losses.at(-1)).not.toBe(strict.eager.losses[0]);
});

test.runIf(isBehindFlag)("without the flag, init is refused in words that name the option", async () => {
  await expect(train("relaxed", [])).rejects.toThrow(
    "init with relaxed: true needs relaxed WebAssembly SIMD, which this JavaScript engine does not support",
  );
});
