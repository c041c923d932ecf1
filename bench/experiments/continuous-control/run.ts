import { fit, init, predictedValue, rollout } from "../../../src/index.ts";
import { methods } from "./methods.ts";
import type { Run } from "./results.ts";
import { shared } from "./shared.ts";
import { logOf, tasks } from "./tasks.ts";

// One run: trains a method on the log of a task, measures the last policy, and prints the result as JSON.
//
//     npx tsx bench/experiments/continuous-control/run.ts maze2d-umaze td3Bc 0 [steps]

/** Episodes in which a policy is measured. */
const EPISODES = 100;

const [taskName = "", methodName = "", seedText = "", stepsText] = process.argv.slice(2);
const task = tasks.find(({ name }) => name === taskName);
const method = methods[methodName];
const seed = Number(seedText);
if (task === undefined || method === undefined || seedText === "") {
  throw new Error(`run.ts takes a task, a method and a seed; got ${process.argv.slice(2).join(" ")}`);
}

await init();
const log = await logOf(task);
const learner = await method.make(log, { ...shared, seed });
const data = method.data?.(log) ?? log;
const steps = stepsText === undefined ? task.steps * (method.share ?? 1) : Number(stepsText);
let stepsPerSecond = 0;
for await (const metrics of fit(learner, data, { steps, logInterval: steps, valueGuard: "off" })) {
  stepsPerSecond = metrics.stepsPerSecond;
}
const policy = learner.policy();
const { returnMean, discountedReturnMean, initialObservations } = rollout(policy, task.environment, {
  episodes: EPISODES,
  seed,
});
const predicted =
  "actionValues" in learner
    ? predictedValue(learner, policy, initialObservations, log.spec.observationSize)
    : undefined;
const run: Run = {
  task: task.name,
  method: methodName,
  seed,
  steps,
  returnMean,
  normalized: task.normalized(returnMean),
  ...(task.replanned && { replanned: task.replanned(returnMean) }),
  ...(predicted !== undefined && { predictedValue: predicted }),
  trueValue: discountedReturnMean,
  stepsPerSecond: Math.round(stepsPerSecond),
};
process.stdout.write(`${JSON.stringify(run)}\n`);
