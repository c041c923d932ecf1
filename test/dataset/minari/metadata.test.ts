import { expect, test } from "vitest";
import { parseMinariMetadata } from "../../../src/dataset/minari/metadata.ts";
import { fixture } from "../fixture.ts";

const text = new TextDecoder().decode(fixture("minari-cartpole/data/metadata.json"));
const changed = (change: object): string => JSON.stringify({ ...JSON.parse(text), ...change });

test("what Minari 0.5.3 wrote of CartPole is read", () => {
  const metadata = parseMinariMetadata(text, "metadata.json");
  expect(metadata).toMatchObject({
    dataFormat: "hdf5",
    totalEpisodes: 2,
    totalSteps: 60,
    actionSpace: { type: "Discrete", start: [0], counts: [2] },
    observationSpace: {
      type: "Box",
      shape: [4],
      bounds: {
        high: [4.800000190734863, Number.POSITIVE_INFINITY, 0.41887903213500977, Number.POSITIVE_INFINITY],
      },
    },
  });
  expect(metadata.spaceTexts.action).toBe('{"type": "Discrete", "dtype": "int64", "start": 0, "n": 2}');
});

test("a file that does not say its format is HDF5", () => {
  expect(parseMinariMetadata(changed({ data_format: undefined }), "metadata.json").dataFormat).toBe("hdf5");
});

test.each([
  [{ total_episodes: -1 }, "total_episodes of metadata.json must be an integer of at least 0; got -1"],
  [{ total_steps: "60" }, 'total_steps of metadata.json must be an integer of at least 0; got "60"'],
  [{ data_format: 5 }, "data_format of metadata.json must be a text; got 5"],
  [{ action_space: undefined }, "action_space of metadata.json must be a text; got none"],
  [{ observation_space: "{" }, "observation_space of metadata.json must be JSON"],
])("%j is refused by the field", (change, message) => {
  expect(() => parseMinariMetadata(changed(change), "metadata.json")).toThrow(message);
});
