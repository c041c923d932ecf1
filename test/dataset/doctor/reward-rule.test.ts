import { expect, test } from "vitest";
import { DatasetError } from "../../../src/dataset/dataset-error.ts";
import { checkRewardRule } from "../../../src/dataset/doctor/reward-rule.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { fixturePath } from "../fixture.ts";
import { findings } from "./healthy-log.ts";

function nearGoal(_: Float32Array, __: unknown, [x = 0, y = 0]: Float32Array): number {
  return Number(Math.hypot(x - 1, y - 1) <= 0.5);
}

test("the rule that rewards follow shows three of a thousand that are one row late", async () => {
  const options = { discount: 0.99, reward: nearGoal };
  expect(checkRewardRule(await loadDataset(fixturePath("control-ok-maze2d.hdf5")), options)).toEqual([]);
  const [found] = checkRewardRule(await loadDataset(fixturePath("off-by-one-rewards-maze2d.hdf5")), options);
  expect(found).toMatchObject({
    code: "misaligned-rewards",
    severity: "error",
    rows: [427, 584, 888],
    evidence: { mismatches: 3, lag: -1 },
  });
});

test("rewards that follow the rule nowhere are a mismatch; without a rule nothing is compared", () => {
  const log = { observations: [0, 1, 2], actions: [0, 1, 0], rewards: [1, 2, 4], terminated: [0, 0, 1] };
  const rule = { reward: (_: Float32Array, __: unknown, [next = 0]: Float32Array) => next };
  expect(findings(log, {}, { reward: rule.reward }).map(({ code }) => code)).not.toContain("reward-mismatch");
  const wrong = { ...log, rewards: [1, 5, 4] };
  expect(findings(wrong, {}, rule)[0]).toMatchObject({ code: "reward-mismatch", rows: [1] });
  expect(findings(wrong).map(({ code }) => code)).not.toContain("reward-mismatch");
});

test("one-step episodes have no row before or after to be shifted from", () => {
  const log = { observations: [0, 1, 2], actions: [0, 1, 0], rewards: [1, 2, 4], terminated: [1, 1, 1] };
  const bandit = { ...log, nextObservations: [0, 1, 2] };
  expect(findings(bandit, {}, { reward: () => 7 })[0]).toMatchObject({ code: "reward-mismatch" });
});

test("a rule that gives no number is refused", () => {
  const log = { observations: [0, 1, 2], actions: [0, 1, 0], rewards: [1, 2, 4], terminated: [0, 0, 1] };
  expect(() => findings(log, {}, { reward: ([x = 0]) => Math.log(x - 1) })).toThrow(
    new DatasetError("reward must be finite for row 0; got NaN"),
  );
});
