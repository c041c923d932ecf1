import { expect, test } from "vitest";
import { finding, findings, healthyLog, ROWS, STEPS } from "./healthy-log.ts";

test("a log without terminated rows is noted", () => {
  expect(finding(healthyLog(), "no-terminals")).toMatchObject({ severity: "note", evidence: { rows: ROWS } });
  const log = healthyLog();
  log.terminated[7] = 1;
  expect(finding(log, "no-terminals")).toBeUndefined();
});

test("terminated rows beyond a fifth are a warning", () => {
  const log = healthyLog();
  for (let row = 0; row < ROWS; row += 4) log.terminated[row] = 1;
  expect(finding(log, "frequent-terminals")).toMatchObject({
    severity: "warning",
    evidence: { terminals: ROWS / 4, share: 0.25 },
  });
});

test("they are not where every row is an episode of its own, as in a contextual bandit", () => {
  const log = healthyLog();
  log.terminated.fill(1);
  log.truncated.fill(0);
  expect(finding(log, "frequent-terminals")).toBeUndefined();
});

test("ends at the longest length look like a time limit", () => {
  const log = healthyLog();
  log.terminated = log.truncated.slice();
  log.truncated.fill(0);
  expect(finding(log, "time-limit-terminals")).toMatchObject({
    severity: "warning",
    rows: [49, 99, 149, 199, 249, 299, 349, 399, 449, 499],
    evidence: { longest: STEPS, terminatedAtLongest: 40, episodes: 40 },
  });
});

test("ends at many lengths do not", () => {
  const log = healthyLog();
  log.truncated.fill(0);
  for (let row = 30, length = 20; row < ROWS; row += ++length) log.terminated[row] = 1;
  expect(finding(log, "time-limit-terminals")).toBeUndefined();
});

test("terminal states that are distributed like all others are a warning", () => {
  const log = healthyLog();
  for (let row = 3; row < ROWS; row += 17) log.terminated[row] = 1;
  expect(finding(log, "ordinary-terminals")).toMatchObject({
    severity: "warning",
    evidence: { terminals: 118 },
  });
});

test("those of their own are not", () => {
  const log = healthyLog();
  for (let row = 0; row < ROWS; row++) if (log.nextObservations![2 * row]! > 0.9) log.terminated[row] = 1;
  expect(log.terminated.filter((flag) => flag === 1).length).toBeGreaterThan(50);
  expect(finding(log, "ordinary-terminals")).toBeUndefined();
});

test("a bandit's log of any length has no states that are not terminal to compare with", () => {
  const rows = 21_000;
  const found = findings({
    observations: Float32Array.from({ length: rows }, (_, row) => row % 100),
    actions: Int32Array.from({ length: rows }, (_, row) => row % 3),
    rewards: Float32Array.from({ length: rows }, (_, row) => row % 7),
    terminated: new Uint8Array(rows).fill(1),
  });
  expect(found.map(({ code }) => code)).not.toContain("ordinary-terminals");
});
