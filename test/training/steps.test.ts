import { add, mean, memory, mul, type Scalar, square, sum, tan, tidy } from "@tensorflow/tfjs-core";
import { afterEach, expect, test, vi } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { DiscreteBatch } from "../../src/algorithms/batch.ts";
import { drawMinibatch } from "../../src/dataset/minibatch.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { adam } from "../../src/tensor/adam.ts";
import { init } from "../../src/tensor/init.ts";
import { minimize } from "../../src/tensor/minimize.ts";
import { discreteBatchTensors } from "../../src/training/batch-tensors.ts";
import { fit } from "../../src/training/fit.ts";
import { randomLog } from "../algorithms/random-log.ts";
import { entriesOf, vectorOf } from "../tensor/entries.ts";

await init();
afterEach(() => void vi.restoreAllMocks());

const log = randomLog();

/** An algorithm of a user's own, whose step has something in it that only tfjs can do: always, or at every third step. */
function userAlgorithm(isAlways: boolean) {
  const weights = vectorOf([0.1, 0.2, 0.3]);
  const optimizer = adam([weights], { learningRate: 0.01 });
  const loss = ({ observations, rewards }: DiscreteBatch): Scalar =>
    mean(square(add(sum(mul(observations, weights), 1), rewards)));
  const update = (batch: DiscreteBatch) =>
    tidy(() => {
      const metrics = minimize("the loss", optimizer, () => ({ loss: loss(batch) }));
      if (isAlways || optimizer.isTurn(3)) weights.assign(add(weights, mul(0.01, tan(weights))));
      return metrics;
    });
  const algorithm: Algorithm = {
    name: "odd regression",
    spec: log.spec,
    sampling: { batchSize: 4, discount: 0.9, random: randomStream(0, "minibatches") },
    variables: [weights, ...optimizer.state],
    update,
    policy: () => ({ act: () => 0, actBatch: () => new Int32Array() }),
    dispose() {
      optimizer.dispose();
      weights.dispose();
    },
  };
  return { algorithm, weights };
}

function trainedEagerly(isAlways: boolean, steps: number): number[] {
  const { algorithm, weights } = userAlgorithm(isAlways);
  const { batch, views } = discreteBatchTensors(algorithm.sampling, 3);
  for (let step = 0; step < steps; step++) {
    drawMinibatch(log, algorithm.sampling, new Int32Array(4), views());
    tidy(() => void algorithm.update(batch));
  }
  return entriesOf(weights);
}

test.for([true, false])(
  "what cannot be captured (always: %s) trains as ever, after one warning that names it, and leaves no tensor",
  async (isAlways) => {
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const { algorithm, weights } = userAlgorithm(isAlways);
    const before = memory();
    const losses: number[] = [];
    for await (const { loss } of fit(algorithm, log, { steps: 20, logInterval: 5 })) losses.push(loss!);
    expect(warn.mock.calls).toEqual([
      [
        "offline-rl: odd regression trains more slowly than it could: the captured function cannot be replayed: " +
          "it uses tfjs's kernel Tan, for which there is none of ours",
      ],
    ]);
    expect(losses.filter(Number.isFinite)).toHaveLength(4);
    expect(memory()).toEqual(before);
    expect(entriesOf(weights)).toEqual(trainedEagerly(isAlways, 20));
  },
);
