import {
  add,
  mean,
  memory,
  type Rank,
  reshape,
  type Scalar,
  sub,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { adam } from "../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { greedyTarget } from "../../src/tensor/bellman-target.ts";
import { dense } from "../../src/tensor/dense.ts";
import { huber } from "../../src/tensor/huber.ts";
import { init } from "../../src/tensor/init.ts";
import { logSumExp } from "../../src/tensor/log-sum-exp.ts";
import { minimize } from "../../src/tensor/minimize.ts";
import { polyak } from "../../src/tensor/polyak.ts";
import { randomNormal, tensorRandomStream } from "../../src/tensor/random.ts";
import { takePerRow } from "../../src/tensor/take-per-row.ts";
import { matrix, vector } from "./draw.ts";
import { entriesOf } from "./entries.ts";

await init();

const [batch, inputs, hidden, actions] = [16, 4, 8, 3];

function network() {
  const stream = randomStream(0, "weights");
  const [k0, b0] = [matrix(stream, [inputs, hidden], 0.5), vector(stream, [hidden], 0.1)];
  const [k1, b1] = [matrix(stream, [hidden, actions], 0.5), vector(stream, [actions], 0.1)];
  return {
    variables: [k0, b0, k1, b1],
    apply: (x: Tensor2D) => dense(dense(x, k0, b0, "relu"), k1, b1, "linear"),
  };
}

/** A step of conservative Q-learning on states that are drawn anew. */
function learner() {
  const [online, target] = [network(), network()];
  const optimizer = adam(online.variables, { learningRate: 1e-3 });
  const draws = tensorRandomStream(0, "states");
  const taken = tensor1d(
    Int32Array.from({ length: batch }, (_, i) => i % actions),
    "int32",
  );
  const [rewards, discounts] = [tensor1d(new Array(batch).fill(1)), tensor1d(new Array(batch).fill(0.9))];
  const loss = (states: Tensor2D, targets: Tensor1D) => {
    const values = online.apply(states);
    const chosen = takePerRow(values, taken);
    const penalty = mean<Scalar>(sub(logSumExp(values), chosen));
    const error = mean<Scalar>(huber(chosen, targets));
    return { loss: add<Scalar>(error, penalty), penalty };
  };
  return () =>
    tidy(() => {
      const states = reshape<Rank.R2>(randomNormal(draws, [batch, inputs]), [batch, inputs]);
      const targets = greedyTarget({ rewards, discounts }, target.apply(states));
      const { penalty } = minimize("the loss", optimizer, () => loss(states, targets));
      polyak(target.variables, online.variables, 0.01);
      return entriesOf(penalty!);
    });
}

test("1,000 eager training steps leave tensors, buffers and heap as they were after the first ten", () => {
  const step = learner();
  const backend = acceleratedBackend();
  for (let i = 0; i < 10; i++) step();
  const before = { ...memory(), ids: backend.numDataIds(), heap: backend.heap().byteLength };
  for (let i = 0; i < 1000; i++) step();
  expect({ ...memory(), ids: backend.numDataIds(), heap: backend.heap().byteLength }).toEqual(before);
});
