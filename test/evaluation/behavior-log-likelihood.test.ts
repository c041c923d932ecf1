import { expect, test } from "vitest";
import { behaviorCloning } from "../../src/algorithms/behavior-cloning.ts";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { behaviorLogLikelihood } from "../../src/evaluation/behavior-log-likelihood.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "../algorithms/continuous-log.ts";
import { trained } from "../algorithms/contract.ts";
import { lineDeviation, noisyLine } from "../algorithms/noisy-line.ts";
import { randomLog } from "../algorithms/random-log.ts";
import { total } from "../kernels/reference/total.ts";

await init();

test("it is the mean of the model's log-densities, over more rows than are asked about at a time", () => {
  const log = noisyLine(500);
  const model = behaviorCloning(log.spec, { hiddenSizes: [4] });
  const all = model.logProbs(log.observations, new Float32Array(log.actions));
  expect(log.rows).toBeGreaterThan(4096);
  expect(Math.abs(behaviorLogLikelihood(model, log) - total([...all]) / log.rows)).toBeLessThan(1e-6);
});

test("a model of the true behavior has minus the entropy of its noise, in the log's units, within 0.05", async () => {
  const log = noisyLine(400);
  const model = behaviorCloning(log.spec, { policy: "gaussian", hiddenSizes: [16], learningRate: 3e-3 });
  await trained(model, log, 1500);
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * lineDeviation ** 2);
  expect(Math.abs(behaviorLogLikelihood(model, log) + entropy)).toBeLessThan(0.05);
});

test("discrete actions: the mean of log softmax(z)_a", () => {
  const log = randomLog();
  const model = discreteBehaviorCloning(log.spec, { hiddenSizes: [4] });
  const logits = model.logits(log.observations);
  const count = logits.length / log.rows;
  const expected = Array.from(log.actions, (action, row) => {
    const z = [...logits.slice(row * count, (row + 1) * count)];
    return z[action]! - Math.log(total(z.map(Math.exp)));
  });
  expect(Math.abs(behaviorLogLikelihood(model, log) - total(expected) / log.rows)).toBeLessThan(1e-6);
});

test("a dataset of other actions is refused", () => {
  const [discrete, continuous] = [randomLog(), continuousLog()];
  const model = discreteBehaviorCloning(discrete.spec, { hiddenSizes: [4] });
  expect(() => behaviorLogLikelihood(model, continuous)).toThrow(
    /^a dataset must have the model's observations of size \d and \d discrete actions; got observations of size 3 and actions of size 2$/,
  );
});

test("a learner that does not know how likely actions are is refused", () => {
  const log = continuousLog();
  const plain = {
    ...behaviorCloning(log.spec, { hiddenSizes: [4] }),
    ...Object.fromEntries([["logProbs", undefined]]),
  };
  expect(() => behaviorLogLikelihood(plain, log)).toThrow(
    new TypeError(
      "behaviorLogLikelihood takes a model with logProbs, such as behaviorCloning(spec) returns; got an algorithm",
    ),
  );
});

test("discrete log-probabilities need an action for every observation", () => {
  const log = randomLog();
  const model = discreteBehaviorCloning(log.spec, { hiddenSizes: [4] });
  const observations = log.observations.slice(0, 2 * log.spec.observationSize);
  expect(() => model.logProbs(observations, new Int32Array(3))).toThrow(
    new RangeError("there must be an action for each of 2 observations; got 3"),
  );
});
