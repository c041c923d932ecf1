import { expect, test } from "vitest";
import { finding, healthyLog, type Log, ROWS, withoutSuccessors } from "./healthy-log.ts";

function withProbability(of: (action: number, row: number) => number): Log {
  const log = healthyLog({ discrete: true });
  const logs = Float32Array.from(log.actions, (action, row) => Math.log(of(action, row)));
  return { ...log, behaviorLogProbabilities: logs };
}

test("missing probabilities are a note", () => {
  expect(finding(healthyLog(), "missing-probabilities")).toMatchObject({ severity: "note" });
  expect(
    finding(
      withProbability(() => 0.25),
      "missing-probabilities",
    ),
  ).toBeUndefined();
});

test("the probabilities of the policy that acted are plausible, and so are smaller ones of a mixture", () => {
  expect(
    finding(
      withProbability(() => 0.25),
      "implausible-probabilities",
    ),
  ).toBeUndefined();
});

test("an action that is taken more often than its probability allows is a warning", () => {
  const found = finding(
    withProbability((action) => (action === 3 ? 0.1 : 0.3)),
    "implausible-probabilities",
  );
  expect(found).toMatchObject({ severity: "warning", evidence: { actions: [3] } });
  expect(Number(found!.evidence.largest)).toBeCloseTo(2.5, 0);
});

test("one probability for several actions cannot exceed one over their number", () => {
  expect(
    finding(
      withProbability(() => 1),
      "implausible-probabilities",
    ),
  ).toMatchObject({
    evidence: { probability: 1, actionsTaken: 4, largestPossible: 0.25 },
  });
});

test("a probability below one in a million is a warning with its size", () => {
  const log = withProbability((_, row) => (row === ROWS - 1 ? 1e-8 : 0.25));
  const found = finding(log, "small-probabilities");
  expect(found).toMatchObject({ severity: "warning", evidence: { rows: 1 } });
  expect(Number(found!.evidence.smallest)).toBeCloseTo(1e-8, 12);
  expect(
    finding(
      withProbability(() => 0.25),
      "small-probabilities",
    ),
  ).toBeUndefined();
});

test("1 in every row is right where the state decides, and 0.7 never", () => {
  const log = withoutSuccessors(healthyLog({ discrete: true }));
  log.actions = log.actions.map((_, row) => Number(log.observations[2 * row]! > 0));
  const always = (probability: number) => ({
    ...log,
    behaviorLogProbabilities: log.rewards.map(() => Math.log(probability)),
  });
  expect(finding(always(1), "implausible-probabilities")).toBeUndefined();
  expect(finding(always(0.7), "implausible-probabilities")).toMatchObject({ evidence: { actionsTaken: 2 } });
});
