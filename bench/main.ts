import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { init } from "../src/index.ts";
import { checkAgreement } from "./agreement.ts";
import type { Case, Variant } from "./case.ts";
import { bellmanTargetCases } from "./cases/bellman-target.ts";
import { categoricalKlCases } from "./cases/categorical-kl.ts";
import { gaussianKlCases } from "./cases/gaussian-kl.ts";
import { logSumExpCases } from "./cases/log-sum-exp.ts";
import { matmulCases } from "./cases/matmul.ts";
import { trainDiscreteCqlCases } from "./cases/train-discrete-cql.ts";
import { type Figures, figures, header, line } from "./figures.ts";
import { machine } from "./machine.ts";
import { measure, type Timer } from "./measure.ts";
import { type StockTfjs, startStockTfjs } from "./stock/client.ts";
import { timeCalls } from "./timer.ts";

// npm run bench [-- --json FILE] [--only TEXT] [--quick]

const { values: options } = parseArgs({
  options: { json: { type: "string" }, only: { type: "string" }, quick: { type: "boolean", default: false } },
});
const sampling = options.quick
  ? { sampleMilliseconds: 10, samples: 5 }
  : { sampleMilliseconds: 40, samples: 15 };

await init();
const stock = await startStockTfjs();
const cases = [
  ...logSumExpCases(),
  ...bellmanTargetCases(),
  ...gaussianKlCases(),
  ...categoricalKlCases(),
  ...matmulCases(),
  ...trainDiscreteCqlCases(),
].filter(({ name }) => name.includes(options.only ?? ""));

const results: Figures[] = [];
console.log(header);
for (const each of cases) {
  await checkAgreement(each, await stock.result(each.name));
  const timings = await measure(timers(each, stock), sampling);
  const result = figures(each, timings);
  results.push(result);
  console.log(line(result));
}
stock.close();
if (options.json !== undefined) {
  await writeFile(options.json, `${JSON.stringify({ machine: machine(), cases: results }, null, 2)}\n`);
}

function timers({ name, ours, op, naive }: Case, stock: StockTfjs): Map<string, Timer> {
  const here =
    (variant: Variant): Timer =>
    async (calls) =>
      timeCalls(variant, calls);
  return new Map([
    ["ours", here(ours)],
    ...(op === undefined ? [] : [["op", here(op)] as const]),
    ["naive", here(naive)],
    ["tfjs", (calls) => stock.time(name, calls)],
  ]);
}
