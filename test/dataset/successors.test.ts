import { expect, test } from "vitest";
import { Findings } from "../../src/dataset/findings.ts";
import { wholeColumnNaming } from "../../src/dataset/raw-columns.ts";
import { rowsAreInOrder } from "../../src/dataset/successors.ts";

interface Verdict {
  readonly inOrder: boolean;
  readonly codes: string[];
  readonly messages: string;
}

function judge(observations: number[], nextObservations: number[], ends: number[]): Verdict {
  const stored = {
    observations: Float32Array.from(observations),
    nextObservations: Float32Array.from(nextObservations),
    observationSize: observations.length / ends.length,
  };
  const flags = { terminated: Uint8Array.from(ends), truncated: new Uint8Array(ends.length) };
  const findings = new Findings();
  const inOrder = rowsAreInOrder(stored, flags, wholeColumnNaming(), findings);
  return {
    inOrder,
    codes: findings.warnings.map(({ code }) => code),
    messages: findings.warnings.map(({ message }) => message).join("\n"),
  };
}

test("rows whose successors are the following rows are in order, whatever lies across an end", () => {
  expect(judge([0, 1, 50, 51], [1, 2, 51, 52], [0, 1, 0, 1])).toMatchObject({ inOrder: true, codes: [] });
});

test("a few other successors are warned of with their number and the first row", () => {
  const verdict = judge([0, 1, 2, 70, 71], [1, 2, 3, 71, 72], [0, 0, 0, 0, 1]);
  expect(verdict).toMatchObject({ inOrder: true, codes: ["successor-mismatch"] });
  expect(verdict.messages).toContain("in 1 of the 4 steps");
  expect(verdict.messages).toContain("the first is that of row 2");
});

test("every component of an observation is compared", () => {
  expect(judge([0, 0, 1, 1, 2, 2], [1, 1, 2, -2, 9, 9], [0, 0, 1]).codes).toEqual(["successor-mismatch"]);
});

test("rows most of which lead elsewhere are not in time order", () => {
  expect(judge([3, 0, 2, 1], [4, 1, 3, 2], [0, 0, 0, 0])).toMatchObject({
    inOrder: false,
    codes: ["shuffled-rows"],
  });
});

test("successors that repeat the observations are warned of as standing still", () => {
  const verdict = judge([0, 1, 2, 3], [0, 1, 2, 3], [0, 0, 0, 1]);
  expect(verdict).toMatchObject({ inOrder: true, codes: ["standing-still"] });
  expect(verdict.messages).toContain("in 3 of the 3 steps");
});

test("a state that never changes is no fault", () => {
  expect(judge([5, 5, 5], [5, 5, 5], [0, 0, 1])).toMatchObject({ inOrder: true, codes: [] });
});

test("episodes of one step give nothing to compare", () => {
  expect(judge([1, 2, 3], [9, 9, 9], [1, 1, 1])).toMatchObject({ inOrder: true, codes: [] });
});
