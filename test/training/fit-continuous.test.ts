import { memory, type Scalar, sum, tidy } from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import type { ContinuousAlgorithm, Sampling } from "../../src/algorithms/algorithm.ts";
import type { ContinuousBatch } from "../../src/algorithms/batch.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { contentsOf } from "../algorithms/contents.ts";
import { continuousLog, drawnBatch } from "../algorithms/continuous-log.ts";
import { entriesOf } from "../tensor/entries.ts";
import { meanLearner } from "./mean-learner.ts";

await init();

const log = continuousLog();
const modes: Partial<Sampling>[] = [
  {},
  { nextActions: true },
  { sequenceLength: 4 },
  { nextActions: true, sequenceLength: 2, returnSteps: 3 },
];

/** A learner that also says the sums of what it was given. */
function learnerOf(mode: Partial<Sampling>): ContinuousAlgorithm {
  const learner = meanLearner(log.spec, 8);
  const sums = ({ actions, nextActions = actions, continues }: ContinuousBatch) => ({
    actions: sum<Scalar>(actions),
    nextActions: sum<Scalar>(nextActions),
    continues: sum<Scalar>(continues ?? actions),
  });
  return {
    ...learner,
    sampling: { ...learner.sampling, ...mode },
    update: (batch) => tidy(() => ({ ...learner.update(batch), ...sums(batch) })),
  };
}

test.for(modes)(
  "%o: captured training equals eager training, on the batches that the source draws",
  async (mode) => {
    const [captured, eager] = [learnerOf(mode), learnerOf(mode)];
    const warn = vi.spyOn(console, "warn");
    const reports: number[][] = [];
    for await (const { loss, actions, nextActions, continues } of fit(captured, log, {
      steps: 50,
      logInterval: 1,
    }))
      reports.push([loss!, actions!, nextActions!, continues!]);
    const expected = reports.map(() => {
      const metrics = eager.update(drawnBatch(log, eager.sampling));
      return Object.values(metrics).map((metric) => entriesOf(metric)[0]!);
    });
    expect(reports).toEqual(expected);
    expect(contentsOf(captured.variables)).toEqual(contentsOf(eager.variables));
    expect(warn).not.toHaveBeenCalled();
  },
);

test("no tensor is left, whatever the batch has", async () => {
  for (const mode of modes) {
    const learner = learnerOf(mode);
    const before = memory();
    for await (const _ of fit(learner, log, { steps: 20 }));
    expect(memory()).toEqual(before);
  }
});
