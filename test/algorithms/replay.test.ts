import { dispose } from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { transitionSource } from "../../src/dataset/transition-source.ts";
import { init } from "../../src/tensor/init.ts";
import { batchTensors } from "../../src/training/batch-tensors.ts";
import { contentsOf } from "./contents.ts";
import { randomLog } from "./random-log.ts";
import { learned, type Settings, subjects } from "./subjects.ts";

await init();

const discreteLog = randomLog();
const steps = 200;

/** Without `fit`, and without a capture. */
function learnedEagerly(algorithm: Algorithm, log: Dataset): ReturnType<typeof contentsOf> {
  const tensors = batchTensors(algorithm.sampling, log.spec);
  const source = transitionSource(log);
  for (let step = 0; step < steps; step++) {
    source.drawMinibatch(algorithm.sampling, tensors.views());
    dispose(algorithm.update(tensors.batch));
  }
  return contentsOf(algorithm.variables);
}

/** Settings that change what an update does, and the log where it is not `discreteLog`. */
const cases: { name: string; given: Settings; log?: Dataset }[] = [
  { name: "discreteBehaviorCloning", given: {} },
  { name: "discreteBehaviorCloning", given: { logitPenalty: 0.01 } },
  { name: "dqn", given: {} },
  { name: "dqn", given: { targetUpdateInterval: 3, double: true } },
  { name: "discreteCql", given: {} },
  { name: "discreteCql", given: { pushUp: false, errorLoss: "huber" } },
  { name: "discreteCql", given: { pushDown: "uniform" } },
  { name: "discreteCql", given: { gapThreshold: 0.5 } },
];

test.for(cases)(
  "$name $given: 200 steps of fit equal 200 eager ones to the bit",
  async ({ name, given, log = discreteLog }) => {
    const [replayed, eager] = [1, 2].map(() =>
      subjects.find((subject) => subject.name === name)!.make(log.spec, given),
    );
    const warnings = vi.spyOn(console, "warn");
    expect(await learned(replayed!, log, steps)).toEqual(learnedEagerly(eager!, log));
    // which would say that it could not be captured
    expect(warnings).not.toHaveBeenCalled();
  },
);
