import { expect, test } from "vitest";
import { finding, healthyLog, ROWS, STEPS } from "./healthy-log.ts";

test("returns in two heaps are a note with both of them", () => {
  const log = healthyLog();
  for (let row = 0; row < ROWS / 4; row++) log.rewards[row]! += 5;
  const found = finding(log, "return-groups");
  expect(found).toMatchObject({ severity: "note", evidence: { lowerEpisodes: 30, upperEpisodes: 10 } });
});

test("one heap is none, be it uniform or skewed", () => {
  const log = healthyLog();
  const spread = (of: (share: number) => number) => ({
    ...log,
    rewards: log.rewards.map((_, row) => of((Math.floor(row / STEPS) + 0.5) / 40)),
  });
  expect(finding(log, "return-groups")).toBeUndefined();
  expect(
    finding(
      spread((share) => share),
      "return-groups",
    ),
  ).toBeUndefined();
  expect(
    finding(
      spread((share) => -Math.log(share)),
      "return-groups",
    ),
  ).toBeUndefined();
});

test("the rewards of a bandit, 0 and 1, are no groups of returns", () => {
  const log = healthyLog({ discrete: true });
  const bandit = {
    ...log,
    rewards: log.rewards.map((_, row) => row % 2),
    terminated: log.terminated.map(() => 1),
  };
  expect(finding({ ...bandit, truncated: bandit.truncated.map(() => 0) }, "return-groups")).toBeUndefined();
});
