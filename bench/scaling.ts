import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { capture, init } from "../src/index.ts";
import { updateOf } from "./cases/train.ts";
import { machine } from "./machine.ts";
import { timeCalls } from "./timer.ts";

// Microseconds of a captured training step of discrete CQL against width and batch:
//
//     npx tsx bench/scaling.ts [--json FILE]

const { values: options } = parseArgs({ options: { json: { type: "string" } } });
const widths = [32, 64, 128, 256, 512, 1024];
const batchSizes = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const [SAMPLES, SAMPLE_MICROSECONDS] = [7, 40_000];

await init();
console.log(["batch", ...widths.map((width) => `${width}x${width}`)].map(cell).join(""));
const rows = batchSizes.map((batchSize) => {
  const times = widths.map((hidden) => stepTime(hidden, batchSize));
  console.log([batchSize, ...times].map(cell).join(""));
  return { batchSize, microseconds: times };
});
if (options.json !== undefined) {
  const report = { machine: machine(), unit: "us", widths, rows };
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

/** Median over the samples. */
function stepTime(hidden: number, batchSize: number): number {
  const step = capture(updateOf({ algorithm: "discrete-cql", hidden, batchSize }));
  const variant = { call: () => step.run(), result: () => [] };
  timeCalls(variant, 3);
  const calls = Math.max(1, Math.round(SAMPLE_MICROSECONDS / timeCalls(variant, 3)));
  const samples = Array.from({ length: SAMPLES }, () => timeCalls(variant, calls));
  step.dispose();
  return Number(samples.toSorted((a, b) => a - b)[SAMPLES >> 1]!.toPrecision(3));
}

function cell(value: number | string): string {
  return `${value}`.padStart(11);
}
