import { expect, test } from "vitest";
import { parseSpace } from "../../../src/dataset/minari/space.ts";
import { pathText, spaceLeaves, storedName } from "../../../src/dataset/minari/space-leaves.ts";

const box = { type: "Box", dtype: "float32", shape: [1], low: [0], high: [1] };
const space = parseSpace(
  JSON.stringify({
    type: "Dict",
    subspaces: {
      goal: box,
      agent: { type: "Dict", subspaces: { velocity: box, position: box } },
      arms: { type: "Tuple", subspaces: [box, { type: "Text" }] },
    },
  }),
  "observation_space",
);
const paths = (picked?: readonly string[]): string[] =>
  spaceLeaves(space, picked, "observation").map(({ path }) => pathText(path));

test("parts are picked in the given order, a Dict as a whole or by what it holds", () => {
  expect(paths(["goal", "agent.velocity", "arms.0"])).toEqual(["goal", "agent.velocity", "arms.0"]);
  expect(paths(["goal", "agent"])).toEqual(["goal", "agent.position", "agent.velocity"]);
});

test("a key that begins like another one is another part", () => {
  const similar = parseSpace(
    JSON.stringify({ type: "Dict", subspaces: { go: box, goal: box } }),
    "observation_space",
  );
  expect(spaceLeaves(similar, ["go"], "observation")).toHaveLength(1);
});

test("by default all parts are taken in Gymnasium's order, and what is no vector is refused", () => {
  expect(() => paths()).toThrow(
    "part arms.1 of the observation must be numbers in a Box, Discrete, MultiDiscrete or MultiBinary space; got Text: " +
      "pass { observation } with the parts to read",
  );
  expect(paths(["agent"])).toEqual(["agent.position", "agent.velocity"]);
});

test("a space that is no Dict or Tuple is its only part", () => {
  const plain = parseSpace(JSON.stringify(box), "action_space");
  expect(spaceLeaves(plain, undefined, "action")).toEqual([{ path: [], space: plain }]);
  expect(() => spaceLeaves(plain, ["0"], "action")).toThrow(
    'action has no part "0"; the action is one vector',
  );
  const image = parseSpace(
    '{"type":"Box","dtype":"uint8","shape":[8,8,3],"low":0,"high":255}',
    "observation_space",
  );
  expect(() => spaceLeaves(image, undefined, "observation")).toThrow(
    /^the observation must be numbers .*; got an image$/,
  );
});

test.each([
  [
    ["speed"],
    'observation has no part "speed"; its parts: agent.position, agent.velocity, arms.0, arms.1, goal',
  ],
  [["goal", "goal"], "observation must pick each part once; got goal twice"],
  [["agent", "agent.position"], "got agent.position twice"],
  [[], "the observation must have at least one part; got none"],
])("picking %j is refused", (picked, message) => {
  expect(() => paths(picked)).toThrow(message);
});

test("files call a key by itself and an index by _index_", () => {
  expect(spaceLeaves(space, ["arms.0"], "observation")[0]?.path.map(storedName)).toEqual([
    "arms",
    "_index_0",
  ]);
});
