import { expect, test } from "vitest";
import { actionColumn } from "../../src/dataset/action-space.ts";
import { Findings } from "../../src/dataset/findings.ts";
import type { DatasetOptions } from "../../src/dataset/options.ts";
import type { RawColumn, RawColumns } from "../../src/dataset/raw-columns.ts";
import { rawColumnOf, rawLog } from "./raw-log.ts";

function discrete(values: number[]): RawColumns {
  return rawLog({ actions: { ...rawColumnOf(values), integer: true } });
}

function continuous(values: number[], width = 1): RawColumns {
  const actions: RawColumn = { values, width, integer: false };
  return rawLog({ actions });
}

function refusal(columns: RawColumns, options: DatasetOptions): () => void {
  return () => actionColumn(columns, options, new Findings());
}

test("the count of discrete actions is the largest plus one, and that is noted", () => {
  const findings = new Findings();
  expect(actionColumn(discrete([0, 4, 1, 0]), {}, findings)).toEqual({
    actions: Int32Array.of(0, 4, 1, 0),
    space: { kind: "discrete", count: 5 },
  });
  expect(findings.warnings).toEqual([]);
  expect(findings.notes).toMatchObject([{ code: "action-count-inferred" }]);
  expect(findings.notes[0]?.message).toContain("actionCount = 5");
});

test("a given count is kept without a note", () => {
  const findings = new Findings();
  expect(actionColumn(discrete([0, 1, 0, 0]), { actionCount: 3 }, findings).space).toEqual({
    kind: "discrete",
    count: 3,
  });
  expect(findings.notes).toEqual([]);
});

test.each([
  [-1, {}, "actions[2] must be an integer from 0 to 2147483647; got -1"],
  [0.5, {}, "actions[2] must be an integer from 0 to 2147483647; got 0.5"],
  [2 ** 31, {}, "actions[2] must be an integer from 0 to 2147483647; got 2147483648"],
  [Number.NaN, {}, "actions[2] must be an integer from 0 to 2147483647; got NaN"],
  [2, { actionCount: 2 }, "actions[2] must be an integer from 0 to 1; got 2"],
])("the discrete action %d is refused by its row and the rule", (action, options, message) => {
  expect(refusal(discrete([0, 1, action, 0]), options)).toThrow(message);
});

test("discrete actions of several components are refused", () => {
  const actions = { values: [0, 1, 0, 1, 0, 1, 0, 1], width: 2, integer: true };
  expect(refusal(rawLog({ actions }), {})).toThrow("discrete actions must have one component a row; got 2");
});

test.each([0, -1, 1.5, 2 ** 31])("actionCount = %d is refused", (actionCount) => {
  expect(refusal(discrete([0, 0, 0, 0]), { actionCount })).toThrow(
    `actionCount must be an integer from 1 to 2147483647; got ${actionCount}`,
  );
});

test("whole numbers in a float column are discrete actions where actionCount says so", () => {
  expect(actionColumn(continuous([0, 2, 1, 0]), { actionCount: 3 }, new Findings())).toEqual({
    actions: Int32Array.of(0, 2, 1, 0),
    space: { kind: "discrete", count: 3 },
  });
  expect(refusal(continuous([0, 0.5, 1, 0]), { actionCount: 3 })).toThrow(
    "actions[1] must be an integer from 0 to 2; got 0.5",
  );
  expect(refusal(continuous([0, 1, 1, 0], 2), { actionCount: 3 })).toThrow(
    "discrete actions must have one component a row; got 2",
  );
});

test("actions that look like identifiers are refused, unless their count is given", () => {
  const actions = discrete([0, 1000, 1, 0]);
  expect(refusal(actions, {})).toThrow(
    "actions must be indices from 0 on; got 1000 in a log of 4 rows: pass { actionCount: 1001 } if there are as many actions",
  );
  expect(actionColumn(actions, { actionCount: 1001 }, new Findings()).space).toMatchObject({ count: 1001 });
  expect(actionColumn(discrete([0, 999, 1, 0]), {}, new Findings()).space).toMatchObject({ count: 1000 });
});

test("bounds of discrete actions are refused", () => {
  const actionBounds = { low: [-1], high: [1] };
  expect(refusal(discrete([0, 1, 0, 1]), { actionBounds })).toThrow("actionBounds has no effect");
});

test("without bounds the range of each component is that of the log, and that is noted", () => {
  const findings = new Findings();
  expect(actionColumn(continuous([0, 5, -1, 6, 2, 4, 0, 5], 2), {}, findings)).toEqual({
    actions: Float32Array.of(0, 5, -1, 6, 2, 4, 0, 5),
    space: { kind: "continuous", size: 2, low: [-1, 4], high: [2, 6] },
  });
  expect(findings.warnings).toEqual([]);
  expect(findings.notes).toMatchObject([{ code: "action-bounds-inferred" }]);
});

test("a component that never changes is warned of when its range comes from the log", () => {
  const findings = new Findings();
  actionColumn(continuous([0, 5, 1, 5, 2, 5, 0, 5], 2), {}, findings);
  expect(findings.warnings).toEqual([
    { code: "constant-action", message: "component 1 of actions is 5 in every row" },
  ]);
});

test("actions outside given bounds are counted by rows in one warning, and kept", () => {
  const findings = new Findings();
  const options = { actionBounds: { low: [-1, -1], high: [1, 1] } };
  const { actions, space } = actionColumn(continuous([0, 1, 2, -2, 0, 0, 0, 3], 2), options, findings);
  expect(space).toEqual({ kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] });
  expect(actions[2]).toBe(2);
  expect(findings.warnings).toEqual([
    {
      code: "actions-out-of-bounds",
      message: "actions lie outside actionBounds in 2 of 4 rows, the first is actions[1] = [2,-2]",
    },
  ]);
});

test("an action at a bound is inside, although float32 rounds 0.1 upwards", () => {
  const findings = new Findings();
  actionColumn(continuous([0.1, -0.1, 0, 0]), { actionBounds: { low: [-0.1], high: [0.1] } }, findings);
  expect(findings.warnings).toEqual([]);
});

test.each([
  [{ low: [-1, -1], high: [1] }, "actionBounds must have 1 entries"],
  [{ low: [1], high: [1] }, "actionBounds must be finite with low < high; got low[0] = 1, high[0] = 1"],
  [{ low: [-1], high: [Number.POSITIVE_INFINITY] }, "actionBounds must be finite"],
  [{ low: [Number.NaN], high: [1] }, "actionBounds must be finite"],
])("bounds %j are refused", (actionBounds, message) => {
  expect(refusal(continuous([0, 0, 0, 0]), { actionBounds })).toThrow(message);
});

test("a continuous action that is not finite is refused by row and component", () => {
  expect(refusal(continuous([0, 0, 0, Number.NaN, 0, 0, 0, 0], 2), {})).toThrow(
    "actions[1, 1] must be finite; got NaN",
  );
});
