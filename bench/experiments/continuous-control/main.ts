import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs, promisify } from "node:util";
import { machine } from "../../machine.ts";
import { methods } from "./methods.ts";
import { type Run, readRuns, writeRuns } from "./results.ts";
import { tableOf } from "./table.ts";
import { tasks } from "./tasks.ts";

// Every method on every log, five seeds, last policy; as many processes at a time as there are cores. Runs that are in the
// results already are left alone, unless --again is given.
//
//     npx tsx bench/experiments/continuous-control/main.ts [--task maze2d-umaze] [--method iql] [--seeds 5] [--again]

const { values } = parseArgs({
  options: {
    task: { type: "string" },
    method: { type: "string" },
    seeds: { type: "string", default: "5" },
    again: { type: "boolean", default: false },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});

interface Job {
  readonly task: string;
  readonly method: string;
  readonly seed: number;
}

const isWanted = (wanted: string | undefined, name: string): boolean =>
  wanted === undefined || wanted.split(",").includes(name);
const isOf = (job: Job) => (run: Run) =>
  run.task === job.task && run.method === job.method && run.seed === job.seed;

let runs = await readRuns();
const jobs: Job[] = tasks
  .filter(({ name }) => isWanted(values.task, name))
  .flatMap((task) =>
    Object.keys(methods)
      .filter((method) => isWanted(values.method, method))
      .flatMap((method) =>
        Array.from({ length: Number(values.seeds) }, (_, seed) => ({ task: task.name, method, seed })),
      ),
  )
  .filter((job) => values.again || !runs.some(isOf(job)));

const script = new URL("./run.ts", import.meta.url).pathname;
const execute = promisify(execFile);

async function work(): Promise<void> {
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    const { task, method, seed } = job;
    const args = ["--import", "tsx", script, task, method, String(seed)];
    const { stdout } = await execute(process.execPath, args);
    const run: Run = JSON.parse(stdout);
    runs = [...runs.filter((other) => !isOf(run)(other)), run];
    await writeRuns({ machine: machine(), runs });
    console.log(`${task} ${method} ${seed}: ${run.normalized.toFixed(1)} (${run.stepsPerSecond} steps/s)`);
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, work));
for (const { name } of tasks) console.log(`\n${tableOf(runs, name)}`);
