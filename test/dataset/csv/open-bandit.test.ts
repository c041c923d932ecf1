import { expect, test } from "vitest";
import { loadDataset } from "../../../src/dataset/load.ts";
import { fixturePath } from "../fixture.ts";

const columns = {
  observation: Array.from({ length: 34 }, (_, item) => `user-item_affinity_${item}`),
  action: "item_id",
  reward: "click",
  behaviorProbability: "propensity_score",
  terminated: true,
} as const;

test("a bandit's log as it was published: 1,000 episodes of one step, each action with its probability", async () => {
  const dataset = await loadDataset(fixturePath("open-bandit/men-random-1000.csv.gz"), { columns });
  expect(dataset.rows).toBe(1000);
  expect(dataset.episodes).toHaveLength(1000);
  expect(dataset.transitions).toHaveLength(1000);
  expect(dataset.spec.actions).toEqual({ kind: "discrete", count: 34 });
  expect(dataset.behaviorLogProbabilities?.every((value) => value === Math.fround(Math.log(1 / 34)))).toBe(
    true,
  );
  expect(dataset.rewards.reduce((sum, click) => sum + click, 0)).toBe(5);
  expect(dataset.warnings).toEqual([]);
});
