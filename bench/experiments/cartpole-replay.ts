import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import {
  type Algorithm,
  cartPole,
  discreteBehaviorCloning,
  discreteCql,
  dqn,
  fit,
  init,
  initialObservations,
  loadDataset,
  predictedValue,
  type QFunction,
  rollout,
  summarizeDataset,
} from "../../src/index.ts";
import { machine } from "../machine.ts";

// Discrete CQL on a hard log of CartPole: 30,394 decisions of a random policy, of a controller whose actions were flipped
// (with probability 0.65 in most of its rows, so that the majority action near the start is wrong) and of a half-trained
// DQN. Imitation fails on it. Every choice is made from the log; the simulator only measures the last policy.
//
//     npx tsx bench/experiments/cartpole-replay.ts [path of cartpole-replay.h5]

const logFile = process.argv[2] ?? "../shared/data/cartpole-replay.h5";
const seeds = [0, 1, 2, 3, 4];
const steps = 50_000;
const discount = 0.99;
const shared = { hiddenSizes: [64, 64], batchSize: 64 };

/** α is the smallest of these whose Q-function stays believable. */
const weights = [1, 2, 4, 8];

if (!existsSync(logFile)) throw new Error(`the log ${logFile} is not there; pass its path`);
await init();
const dataset = await loadDataset(logFile, { actionCount: 2 });
const summary = summarizeDataset(dataset, { discount });
const largestReturn = Math.max(...dataset.rewards) / (1 - discount);

const chosen = await chooseWeight();
const results = [
  report("discreteCql", await runs((seed) => conservative(chosen.weight, seed))),
  report("doubleDqn", await runs((seed) => withoutPenalty(true, seed))),
  report("dqn", await runs((seed) => withoutPenalty(false, seed))),
  report("behaviorCloning", await runs((seed) => cloning(seed))),
];
const output = { machine: machine(), dataset: summary, steps, selection: chosen.tried, results };
await mkdir("bench/results", { recursive: true });
await writeFile("bench/results/cartpole-replay.json", `${JSON.stringify(output, null, 2)}\n`);
console.log(JSON.stringify(results, null, 2));

interface Learner {
  readonly algorithm: Algorithm<number>;
  readonly qFunction?: QFunction;
}

function conservative(conservativeWeight: number, seed: number): Learner {
  const algorithm = discreteCql(dataset.spec, { ...shared, conservativeWeight, seed });
  return { algorithm, qFunction: algorithm };
}

/** The same network and error; with `double` the penalty alone is missing. */
function withoutPenalty(double: boolean, seed: number): Learner {
  const algorithm = dqn(dataset.spec, { ...shared, double, errorLoss: "squared", seed });
  return { algorithm, qFunction: algorithm };
}

function cloning(seed: number): Learner {
  return { algorithm: discreteBehaviorCloning(dataset.spec, { ...shared, seed }) };
}

async function train({ algorithm }: Learner): Promise<void> {
  for await (const { step, stepsPerSecond } of fit(algorithm, dataset, { steps, valueGuard: "off" })) {
    process.stderr.write(`\r${algorithm.name} ${step}/${steps} at ${Math.round(stepsPerSecond)} steps/s   `);
  }
  process.stderr.write("\n");
}

/**
 * The smallest α for which the mean predicted value of the log's first states, median over seeds, does not exceed what
 * any policy can earn, r_max / (1 − γ).
 */
async function chooseWeight() {
  const firsts = initialObservations(dataset);
  const tried: { weight: number; predictedValues: number[] }[] = [];
  for (const weight of weights) {
    const predictedValues: number[] = [];
    for (const seed of seeds) {
      const learner = conservative(weight, seed);
      await train(learner);
      const policy = learner.algorithm.policy();
      predictedValues.push(predictedValue(learner.qFunction!, policy, firsts, dataset.spec.observationSize));
      learner.algorithm.dispose();
    }
    tried.push({ weight, predictedValues });
    if (median(predictedValues) <= largestReturn) return { weight, tried };
  }
  throw new Error(`no α of ${weights} keeps the predicted value below ${largestReturn}`);
}

/** The last policy of every seed in the simulator. */
async function runs(make: (seed: number) => Learner) {
  const measured = [];
  for (const seed of seeds) {
    const learner = make(seed);
    await train(learner);
    const policy = learner.algorithm.policy();
    const { returnMean, returnSd, discountedReturnMean, initialObservations } = rollout(policy, cartPole(), {
      episodes: 100,
      discount,
    });
    const predicted = learner.qFunction
      ? predictedValue(learner.qFunction, policy, initialObservations, dataset.spec.observationSize)
      : null;
    measured.push({ seed, returnMean, returnSd, predictedValue: predicted, trueValue: discountedReturnMean });
    learner.algorithm.dispose();
  }
  return measured;
}

function report(algorithm: string, measured: Awaited<ReturnType<typeof runs>>) {
  const ratios = measured.flatMap(({ predictedValue, trueValue }) =>
    predictedValue === null ? [] : [predictedValue / trueValue],
  );
  return {
    algorithm,
    medianReturn: median(measured.map(({ returnMean }) => returnMean)),
    medianPredictedOverTrue: ratios.length > 0 ? median(ratios) : null,
    seeds: measured,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
