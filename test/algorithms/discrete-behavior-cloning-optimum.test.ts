import { expect, test } from "vitest";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { mapTable, type StateActionTable, tableDistance } from "../../src/tabular/state-action-table.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { softmax } from "../kernels/reference/softmax.ts";
import { tabularMdps } from "./tabular-file.ts";
import { exactLog, oneHot, tableOf, trainOn, wholeBatch } from "./tabular-log.ts";

await init();

const exact = { hiddenSizes: [], standardizeObservations: false, learningRate: 0.03 };

/** Logits of every state after training to the end on the whole log. */
function trainedLogits({ input }: (typeof tabularMdps)[number], logitPenalty: number): StateActionTable {
  const log = exactLog(input);
  const algorithm = discreteBehaviorCloning(log.spec, { ...exact, logitPenalty });
  trainOn(algorithm, wholeBatch(log, 0), 500);
  return tableOf(algorithm.logits, log.spec.observationSize);
}

test.for(tabularMdps)(
  "$name: softmax of the logits is the frequency of the log's actions, within 1e-3",
  (mdp) => {
    const probabilities = trainedLogits(mdp, 0).map((row) => softmax(row));
    expect(tableDistance(probabilities, mdp.input.behavior)).toBeLessThan(1e-3);
  },
);

test.for(tabularMdps)(
  "$name: with logitPenalty 0.5 the gradient, softmax(z) − frequency + 2 · 0.5 z / actions, ends at 0 within 1e-4",
  (mdp) => {
    const logits = trainedLogits(mdp, 0.5);
    const slopes = logits.map((row, state) => {
      const probabilities = softmax(row);
      return row.map(
        (z, a) => probabilities[a]! - mdp.input.behavior[state]![a]! + (2 * 0.5 * z) / row.length,
      );
    });
    expect(
      tableDistance(
        slopes,
        mapTable(slopes, () => 0),
      ),
    ).toBeLessThan(1e-4);
  },
);

test("a network on minibatches: frequencies within 0.02, and the policy takes the most frequent action", async () => {
  const { input } = tabularMdps.find(({ name }) => name === "deterministic")!;
  const log = exactLog(input);
  const algorithm = discreteBehaviorCloning(log.spec, {
    hiddenSizes: [32],
    batchSize: 4096,
    learningRate: 1e-3,
  });
  for await (const _ of fit(algorithm, log, { steps: 1000 }));
  const states = log.spec.observationSize;
  const probabilities = tableOf(algorithm.logits, states).map((row) => softmax(row));
  expect(tableDistance(probabilities, input.behavior)).toBeLessThan(0.02);
  const policy = algorithm.policy();
  const chosen = input.behavior.map((_, state) => policy.act(Float32Array.from(oneHot(states, state))));
  expect(chosen).toEqual(input.behavior.map((row) => row.indexOf(Math.max(...row))));
});
