import { mean, neg, type Scalar } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { drawingPolicies } from "../../src/algorithms/actor-policies.ts";
import type { ContinuousAlgorithm, Sampling } from "../../src/algorithms/algorithm.ts";
import { awac } from "../../src/algorithms/awac.ts";
import { awr } from "../../src/algorithms/awr.ts";
import { continuousInputs } from "../../src/algorithms/continuous-inputs.ts";
import { continuousLearner } from "../../src/algorithms/continuous-learner.ts";
import { crr } from "../../src/algorithms/crr.ts";
import { iql } from "../../src/algorithms/iql.ts";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { gaussianActor } from "../../src/networks/gaussian-actor.ts";
import { adam } from "../../src/tensor/adam.ts";
import { init } from "../../src/tensor/init.ts";
import { minimize } from "../../src/tensor/minimize.ts";
import { normals } from "../kernels/draw.ts";
import { continuousLog } from "./continuous-log.ts";
import { trained } from "./contract.ts";

await init();

const small = { hiddenSizes: [8], batchSize: 8, policyLearningRate: 1e-2 };

/** Behavior cloning of a Gaussian policy, as one writes it. */
function cloning(spec: DatasetSpec, sampling: Partial<Sampling> = {}): ContinuousAlgorithm {
  const { hiddenSizes, batchSize, policyLearningRate } = small;
  const inputs = continuousInputs(spec, { standardizeObservations: true });
  const { observationSize, actionSize } = inputs;
  const shape = { sizes: [observationSize, ...hiddenSizes], actionSize };
  const actor = gaussianActor("the policy", shape, randomStream(0, "policy"));
  const optimizer = adam(actor.variables, { learningRate: policyLearningRate });
  return continuousLearner({
    name: "cloning",
    spec,
    sampling: { batchSize, discount: 0, random: randomStream(0, "minibatches"), ...sampling },
    inputs,
    parts: [actor, optimizer],
    policies: drawingPolicies(inputs, actor.mode, actor),
    update: ({ observations, actions }) =>
      minimize("the cloning loss", optimizer, () => ({
        loss: neg(mean<Scalar>(actor.logProb(observations, actions))),
      })),
  });
}

/** The policy's actions in the log's first states after some steps. */
async function actionsAfter(
  algorithm: ContinuousAlgorithm,
  steps = 40,
  log = continuousLog(),
): Promise<Float32Array> {
  await trained(algorithm, log, steps);
  const actions = algorithm.policy().actBatch(log.observations.slice(0, 50 * log.spec.observationSize));
  algorithm.dispose();
  return actions;
}

test.for([
  {
    name: "iql",
    make: (spec: DatasetSpec, inverseTemperature: number) => iql(spec, { ...small, inverseTemperature }),
  },
  {
    name: "awac",
    make: (spec: DatasetSpec, inverseTemperature: number) => awac(spec, { ...small, inverseTemperature }),
  },
  {
    name: "awac by softmax",
    make: (spec: DatasetSpec, inverseTemperature: number) =>
      awac(spec, { ...small, weightForm: "softmax", inverseTemperature }),
  },
  {
    name: "crr",
    make: (spec: DatasetSpec, inverseTemperature: number) =>
      crr(spec, { ...small, policy: "gaussian", inverseTemperature }),
  },
  {
    name: "awr",
    make: (spec: DatasetSpec, inverseTemperature: number) =>
      awr(spec, { ...small, sequenceLength: 4, inverseTemperature }),
    sampling: { sequenceLength: 4 },
  },
])(
  "$name with inverseTemperature 0 is behavior cloning to the bit, and with 1 it is not",
  async ({ make, sampling }) => {
    const { spec } = continuousLog();
    const cloned = await actionsAfter(cloning(spec, sampling));
    expect(await actionsAfter(make(spec, 0))).toEqual(cloned);
    expect(await actionsAfter(make(spec, 1))).not.toEqual(cloned);
  },
);

/** One step an episode: the best action is ½ s, the log's are N(−0.3, 0.4), and r = −(a − ½ s)². */
const [mu, sigma] = [-0.3, 0.4];
const best = (s: number) => s / 2;

function bandit() {
  const random = randomStream(0, "bandit");
  const rows = 2000;
  const states = Array.from({ length: rows }, () => 2 * random.uniform() - 1);
  const actions = [...normals(random, rows)].map((z) => Math.min(1, Math.max(-1, mu + sigma * z)));
  return createDataset(
    {
      observations: states,
      actions: actions.map((a) => [a]),
      rewards: actions.map((a, i) => -((a - best(states[i]!)) ** 2)),
      terminated: states.map(() => true),
      truncated: states.map(() => false),
    },
    { actionBounds: { low: [-1], high: [1] } },
  );
}

const beta = 10;
/** The mean of N(mu, sigma) times e^{−β (a − a*)²}, to which the weighted likelihood leads. */
const weightedMean = (s: number) => (mu / sigma ** 2 + 2 * beta * best(s)) / (1 / sigma ** 2 + 2 * beta);

const learning = {
  hiddenSizes: [32, 32],
  batchSize: 64,
  policyLearningRate: 2e-3,
  inverseTemperature: beta,
};
const values = { criticLearningRate: 3e-3, valueLearningRate: 3e-3 };

test.for([
  {
    name: "iql",
    make: (spec: DatasetSpec) => iql(spec, { ...learning, ...values, targetUpdateRate: 0.05 }),
    within: 0.05,
  },
  {
    // one draw of its policy is what its advantages are measured by, so that its weights are noisy
    name: "awac",
    make: (spec: DatasetSpec) => awac(spec, { ...learning, criticLearningRate: 3e-3 }),
    within: 0.15,
  },
  {
    name: "crr",
    make: (spec: DatasetSpec) => crr(spec, { ...learning, criticLearningRate: 3e-3, policy: "gaussian" }),
    within: 0.05,
  },
  {
    name: "awr",
    make: (spec: DatasetSpec) =>
      awr(spec, { ...learning, valueLearningRate: 3e-3, normalizeAdvantages: false }),
    within: 0.1,
  },
])(
  "$name ends within $within of the mean of the log's actions weighted by e^{βA}, far better than cloning",
  async ({ make, within }) => {
    const log = bandit();
    const actions = await actionsAfter(make(log.spec), 2000, log);
    const states = [...log.observations.slice(0, actions.length)];
    const distance = (wanted: (s: number) => number) =>
      Math.hypot(...states.map((s, i) => actions[i]! - wanted(s))) / Math.sqrt(states.length);
    const distanceOfCloning = Math.hypot(...states.map((s) => mu - best(s))) / Math.sqrt(states.length);
    expect(distance(weightedMean)).toBeLessThan(within);
    expect(distance(best)).toBeLessThan(0.6 * distanceOfCloning);
  },
);
