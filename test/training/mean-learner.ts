import { exp, mean, mul, type Scalar, square, sub, sum, tidy } from "@tensorflow/tfjs-core";
import type { ContinuousAlgorithm } from "../../src/algorithms/algorithm.ts";
import type { ContinuousActions, DatasetSpec } from "../../src/dataset/spec.ts";
import type { Environment } from "../../src/env/environment.ts";
import { gaussianNoisePolicy } from "../../src/env/gaussian-noise.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { adam } from "../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { minimize } from "../../src/tensor/minimize.ts";
import { vectorOf } from "../tensor/entries.ts";

const actions: ContinuousActions = { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] };
export const target = [0.5, -0.25] as const;

/** Five steps an episode, each with the reward −|a − target|². */
export function aiming(): Environment<Float32Array> {
  let step = 0;
  return {
    name: "aiming",
    observationSize: 1,
    actions,
    reset(random) {
      step = 0;
      return Float32Array.of(random.uniform());
    },
    step([x, y]) {
      step += 1;
      const reward = -((x! - target[0]) ** 2) - (y! - target[1]) ** 2;
      return { observation: Float32Array.of(step), reward, terminated: step === 5, truncated: false };
    },
  };
}

/** Learns one action for all states, the mean of the log's weighted by exp(10 r). */
export function meanLearner(spec: DatasetSpec, batchSize = 32): ContinuousAlgorithm {
  const action = vectorOf([0, 0]);
  const optimizer = adam([action], { learningRate: 0.01 });
  const policy = () => ({
    act: () => acceleratedBackend().floats(action).slice(),
    actBatch: (observations: Float32Array) =>
      Float32Array.from({ length: 2 * observations.length }, (_, i) => action.dataSync()[i % 2]!),
  });
  return {
    name: "mean",
    spec,
    sampling: { batchSize, discount: 0.5, random: randomStream(0, "minibatches") },
    variables: [action, ...optimizer.state],
    update: (batch) =>
      tidy(() =>
        minimize("the loss", optimizer, () => {
          const errors = sum(square(sub(batch.actions, action)), 1);
          return { loss: mean<Scalar>(mul(exp(mul(batch.rewards, 10)), errors)) };
        }),
      ),
    policy,
    explorer: (seed) => gaussianNoisePolicy(policy(), 0.3, actions, randomStream(seed, "explorer")),
    dispose() {
      optimizer.dispose();
      action.dispose();
    },
  };
}
