import { capture, init } from "../src/index.ts";
import { updateOf } from "./cases/train.ts";
import { smallProblem } from "./cases/training-problem.ts";

await init();
const c = capture(updateOf({ ...smallProblem, batchSize: 4 }));
c.run(5000);
const gc = (globalThis as any).gc;
gc();
gc();
const a = process.memoryUsage().heapUsed;
const t = performance.now();
c.run(100000);
const ms = performance.now() - t;
const b = process.memoryUsage().heapUsed;
gc();
gc();
console.log(
  "garbage per step",
  (b - a) / 1e5,
  "kept",
  process.memoryUsage().heapUsed - a,
  "us/step",
  ms / 100,
);
