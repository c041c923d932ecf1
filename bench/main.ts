import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { init } from "../src/index.ts";
import { checkAgreement } from "./agreement.ts";
import type { Case, Variant } from "./case.ts";
import { allCases } from "./cases/index.ts";
import { type Figures, figures, header, line } from "./figures.ts";
import { type LoadFigures, loadLine } from "./load/figures.ts";
import { loadBenchmarks } from "./load/run.ts";
import { machine } from "./machine.ts";
import { measure, type Timer } from "./measure.ts";
import { peakGigaflops } from "./roofline/peak.ts";
import { timeCalls } from "./timer.ts";
import { startWorker, type Worker } from "./worker-client.ts";

// npm run bench [-- --json FILE] [--only TEXT] [--quick]

const { values: options } = parseArgs({
  options: { json: { type: "string" }, only: { type: "string" }, quick: { type: "boolean", default: false } },
});
const sampling = options.quick
  ? { sampleMilliseconds: 10, samples: 5 }
  : { sampleMilliseconds: 40, samples: 15 };

await init();
const workers = new Map([
  ["relaxed", await startWorker("./relaxed/worker.ts", ["--experimental-wasm-relaxed-simd"])],
  ["tfjs", await startWorker("./stock/worker.ts")],
]);
const cases = allCases().filter(({ name }) => name.includes(options.only ?? ""));
const peak = await peakGigaflops();
console.log(`128-bit SIMD without fused operations: at most ${peak.toFixed(1)} GFLOP/s on this core`);

const results: Figures[] = [];
console.log(header);
for (const each of cases) {
  checkAgreement(each, await resultsOf(each));
  const result = figures(each, await measure(timers(each), sampling));
  results.push(result);
  console.log(line(result));
}
for (const worker of workers.values()) worker.close();
const loads: LoadFigures[] = [];
for await (const load of loadBenchmarks(options.only ?? "", options.quick)) {
  loads.push(load);
  console.log(loadLine(load));
}
if (options.json !== undefined) {
  const report = {
    machine: { ...machine(), peakGigaflops: Number(peak.toPrecision(3)) },
    cases: [...results, ...loads],
  };
  await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

/** The processes that have a variant of a case. */
function workersFor({ name }: Case): [string, Worker][] {
  return [...workers].filter(([, { names }]) => names.has(name));
}

async function resultsOf(each: Case): Promise<Map<string, number[]>> {
  const results = new Map<string, number[]>();
  for (const [variant, worker] of workersFor(each)) results.set(variant, await worker.result(each.name));
  return results;
}

function timers(each: Case): Map<string, Timer> {
  const timers = new Map<string, Timer>();
  for (const variant of ["ours", "op", "naive"] as const) {
    const implementation = each[variant];
    if (implementation !== undefined) timers.set(variant, timerOf(implementation));
  }
  for (const [variant, worker] of workersFor(each)) {
    timers.set(variant, (calls) => worker.time(each.name, calls));
  }
  return timers;
}

function timerOf(variant: Variant): Timer {
  return async (calls) => timeCalls(variant, calls);
}
