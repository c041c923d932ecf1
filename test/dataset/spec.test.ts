import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";

/** Outputs of a network that has one for each discrete action, or one for each component of a continuous one. */
function outputs({ actions }: DatasetSpec): number {
  return actions.kind === "discrete" ? actions.count : actions.size;
}

const ends = { rewards: [0, 0], terminated: [0, 1], truncated: [0, 0] };

test("the kind of the actions tells what else is known of them, and a spec survives JSON", () => {
  const discrete = createDataset({ ...ends, observations: [1, 2, 3, 4], actions: [0, 2] }).spec;
  const continuous = createDataset({
    ...ends,
    observations: [1, 2],
    actions: [
      [0, -1],
      [1, 0.5],
    ],
  }).spec;
  expect(outputs(discrete)).toBe(3);
  expect(outputs(continuous)).toBe(2);
  for (const spec of [discrete, continuous]) expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
});
