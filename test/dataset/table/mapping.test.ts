import { expect, test } from "vitest";
import { Findings } from "../../../src/dataset/findings.ts";
import { resolveMapping } from "../../../src/dataset/table/default-mapping.ts";
import type { ColumnMapping } from "../../../src/dataset/table.ts";

const names = ["x", "a", "r", "id", "p"];

test.each<[string, string, string]>([
  ["no object", "3", "columns must be an object such as { observation"],
  [
    "an unknown field",
    '{ "observations": "x" }',
    'unknown mapping field "observations"; known mapping fields',
  ],
  ["a missing field", '{ "observation": "x", "action": "a" }', "columns.reward is missing"],
  [
    "a number as name",
    '{ "observation": 1, "action": "a", "reward": "r" }',
    "columns.observation must be the name of a column or a list of names; got 1",
  ],
  [
    "an empty list",
    '{ "observation": [], "action": "a", "reward": "r" }',
    "columns.observation must be the name of a column or a list of names; got []",
  ],
  [
    "a list for one value",
    '{ "observation": "x", "action": "a", "reward": ["r"] }',
    'columns.reward must be the name of a column; got ["r"]',
  ],
  [
    "terminated: false",
    '{ "observation": "x", "action": "a", "reward": "r", "terminated": false }',
    "columns.terminated must be the name of a column or true; got false",
  ],
  [
    "a step without episodes",
    '{ "observation": "x", "action": "a", "reward": "r", "step": "id" }',
    "columns.step has no effect without columns.episode",
  ],
  [
    "a probability and its logarithm",
    '{ "observation": "x", "action": "a", "reward": "r", "behaviorProbability": "p", "behaviorLogProbability": "id" }',
    "columns.behaviorProbability and columns.behaviorLogProbability say the same",
  ],
])("%s is refused", (_, text, message) => {
  const mapping: ColumnMapping = JSON.parse(text);
  expect(() => resolveMapping(names, mapping, new Findings())).toThrow(message);
});

test("names that say nothing are listed beside an example", () => {
  expect(() => resolveMapping(names, undefined, new Findings())).toThrow(
    "no columns are called observation, action and reward; they are x, a, r, id, p: say which hold what, as in " +
      '{ columns: { observation: ["x", "y"], action: "a", reward: "r", episode: "session_id" } }',
  );
});

test("two names for one meaning are refused", () => {
  const twice = ["observations", "actions", "rewards", "terminals", "terminated"];
  expect(() => resolveMapping(twice, undefined, new Findings())).toThrow(
    "terminated may be terminated or terminals: say which",
  );
});

test("a mapping that was resolved resolves to itself", () => {
  const implied = resolveMapping(
    ["observation_0", "observation_1", "action", "reward"],
    undefined,
    new Findings(),
  );
  expect(implied).toEqual({
    observation: ["observation_0", "observation_1"],
    action: "action",
    reward: "reward",
  });
  expect(
    resolveMapping(["observation_0", "observation_1", "action", "reward"], implied, new Findings()),
  ).toBe(implied);
});
