import { expect, test } from "vitest";
import { finding, healthyLog, ROWS } from "./healthy-log.ts";

const bounds = { low: [-1, -1], high: [1, 1] };

test("actions outside of the stated bounds are an error with the first row", () => {
  const log = healthyLog();
  log.actions[2 * 12 + 1] = 1.5;
  expect(finding(log, "actions-out-of-bounds", { actionBounds: bounds })).toMatchObject({
    severity: "error",
    rows: [12],
    evidence: { outside: 1, firstRow: 12 },
  });
  expect(finding(healthyLog(), "actions-out-of-bounds", { actionBounds: bounds })).toBeUndefined();
});

test("bounds are rounded as actions are: 0.1 does not lie outside of 0.1", () => {
  const log = healthyLog();
  log.actions = log.actions.map((action) => (action > 0 ? 0.1 : -0.1));
  const tight = { low: [-0.1, -0.1], high: [0.1, 0.1] };
  expect(finding(log, "actions-out-of-bounds", { actionBounds: tight })).toBeUndefined();
});

test("actions at a bound are a note beyond one in a hundred, a warning beyond a half", () => {
  const clipped = (limit: number) => {
    const log = healthyLog();
    return { ...log, actions: log.actions.map((action) => Math.max(-limit, Math.min(limit, action))) };
  };
  expect(finding(clipped(1), "saturated-actions")).toBeUndefined();
  expect(finding(clipped(0.9), "saturated-actions")).toMatchObject({ severity: "note", components: [0, 1] });
  expect(finding(clipped(0.3), "saturated-actions")).toMatchObject({ severity: "warning" });
});

test("a component that never changes is a warning, an error if it is the only one", () => {
  const log = healthyLog();
  for (let row = 0; row < ROWS; row++) log.actions[2 * row] = 0.5;
  expect(finding(log, "constant-action")).toMatchObject({
    severity: "warning",
    components: [0],
    evidence: { values: [0.5] },
  });
  log.actions.fill(0.5);
  expect(finding(log, "constant-action")).toMatchObject({ severity: "error", components: [0, 1] });
  expect(finding(healthyLog(), "constant-action")).toBeUndefined();
});

test("ranges a hundred times as wide as others are a warning", () => {
  const log = healthyLog();
  log.actions = log.actions.map((action, i) => (i % 2 === 0 ? 150 * action : action));
  expect(finding(log, "uneven-action-ranges")).toMatchObject({ severity: "warning" });
  expect(finding(healthyLog(), "uneven-action-ranges")).toBeUndefined();
});

test("a few extreme actions stretch bounds that are taken from the log", () => {
  const log = healthyLog();
  log.actions[2 * 500] = 8;
  expect(finding(log, "stretched-bounds")).toMatchObject({
    severity: "warning",
    rows: [500],
    components: [0],
  });
  expect(finding(log, "stretched-bounds", { actionBounds: { low: [-9, -9], high: [9, 9] } })).toBeUndefined();
  expect(finding(healthyLog(), "stretched-bounds")).toBeUndefined();
});

test("a component that follows from others is a warning", () => {
  const log = healthyLog();
  for (let row = 0; row < ROWS; row++) log.actions[2 * row + 1] = 0.5 - 2 * log.actions[2 * row]!;
  expect(finding(log, "dependent-actions")).toMatchObject({ severity: "warning", components: [1] });
  expect(finding(healthyLog(), "dependent-actions")).toBeUndefined();
});

test("the rows that inferred bounds were taken from are not saturated", () => {
  const few = {
    observations: [0, 1, 2],
    actions: [[0.1], [-0.4], [0.3]],
    rewards: [1, 2, 3],
    terminated: [0, 0, 1],
  };
  expect(finding(few, "saturated-actions")).toBeUndefined();
  expect(finding(few, "saturated-actions", { actionBounds: { low: [-0.4], high: [0.3] } })).toBeDefined();
});
