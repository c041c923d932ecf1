import { expect, test } from "vitest";
import { sac } from "../../src/algorithms/sac.ts";
import { init } from "../../src/tensor/init.ts";
import { learnOnline } from "../../src/training/learn-online.ts";
import { aiming, target } from "../training/mean-learner.ts";

await init();

test("SAC learns by acting: after 1500 steps it acts within 0.15 of the best action in every state", async () => {
  const rounds = learnOnline(
    (spec) =>
      sac(spec, {
        hiddenSizes: [32, 32],
        batchSize: 32,
        policyLearningRate: 3e-3,
        criticLearningRate: 3e-3,
        targetUpdateRate: 0.02,
        discount: 0.5,
        temperature: 0.02,
      }),
    aiming(),
    { steps: 1500, warmUp: 300, interval: 100 },
  );
  let errors: number[] = [];
  for await (const { step, learner } of rounds) {
    if (step < 1500) continue;
    const policy = learner.policy();
    errors = [0.5, 1, 2, 3, 4].flatMap((state) =>
      [...policy.act(Float32Array.of(state))].map((a, i) => Math.abs(a - target[i]!)),
    );
    learner.dispose();
  }
  expect(errors.length).toBe(10);
  expect(Math.max(...errors)).toBeLessThan(0.15);
});
