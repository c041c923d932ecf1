import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { discreteBehaviorCloning } from "../../../src/algorithms/discrete-behavior-cloning.ts";
import { dqn } from "../../../src/algorithms/dqn.ts";
import { runExperiment } from "../../../src/cli/quickstart/experiment.ts";
import { logFile } from "../../../src/cli/quickstart/log-file.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { cartPole } from "../../../src/env/cartpole.ts";
import { predictedValue } from "../../../src/evaluation/predicted-value.ts";
import { rollout } from "../../../src/evaluation/rollout.ts";
import { init } from "../../../src/tensor/init.ts";

await init();

const log = await loadDataset(logFile, { actionCount: 2 });
const settings = { steps: 45, discount: 0.99, checkpoints: 4, checkpointEpisodes: 3, finalEpisodes: 5 };
const small = { hiddenSizes: [8], batchSize: 8 };

function terminal() {
  const written: string[] = [];
  return { written, write: (text: string) => written.push(text) };
}

test("a short run: a checkpoint every 12 of 45 steps and at the end, and what the trained policy is worth", async () => {
  const learner = dqn(log.spec, small);
  const contestant = { algorithm: "dqn", seed: 0, learner, qFunction: learner };
  const { result, curve } = await runExperiment(contestant, log, settings, terminal());
  expect(curve.map(({ step }) => step)).toEqual([12, 24, 36, 45]);
  const measured = rollout(learner.policy(), cartPole(), { episodes: 5, discount: 0.99 });
  expect(result).toEqual({
    algorithm: "dqn",
    seeds: [0],
    steps: 45,
    returnMean: measured.returnMean,
    returnSd: measured.returnSd,
    predictedValue: predictedValue(learner, learner.policy(), measured.initialObservations, 4),
    trueValue: measured.discountedReturnMean,
    stepsPerSecond: result.stepsPerSecond,
  });
  expect(result.stepsPerSecond).toBeGreaterThan(0);
  expect(Number.isFinite(result.stepsPerSecond)).toBe(true);
});

test("the last checkpoint is measured after the last step, with its own number of episodes", async () => {
  const learner = dqn(log.spec, small);
  const { curve } = await runExperiment(
    { algorithm: "dqn", seed: 0, learner, qFunction: learner },
    log,
    settings,
    terminal(),
  );
  const measured = rollout(learner.policy(), cartPole(), { episodes: 3, discount: 0.99 });
  expect(curve.at(-1)).toMatchObject({ returnMean: measured.returnMean, returnSd: measured.returnSd });
});

test("without a Q-function nothing is predicted", async () => {
  const learner = discreteBehaviorCloning(log.spec, small);
  const contestant = { algorithm: "behaviorCloning", seed: 3, learner, qFunction: undefined };
  const { result, curve } = await runExperiment(contestant, log, settings, terminal());
  expect(result.predictedValue).toBeNull();
  expect(result.seeds).toEqual([3]);
  expect(curve.map((checkpoint) => checkpoint.predictedValue)).toEqual([null, null, null, null]);
});

test("progress goes to the terminal under the learner's name, and no tensor stays", async () => {
  const learner = dqn(log.spec, small);
  // what it keeps to act with is its own
  learner.policy().act(new Float32Array(4));
  const before = memory();
  const output = terminal();
  const contestant = { algorithm: "dqn", seed: 0, learner, qFunction: learner };
  await runExperiment(contestant, log, settings, output);
  expect(output.written.join("")).toMatch(/^DQN .* 100 % {2}45\/45 .* done\n$/);
  expect(memory()).toEqual(before);
});
