import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import { readHdf5 } from "../../../src/dataset/hdf5/file.ts";
import { writeD3rlpy } from "../../../src/dataset/hdf5/write-d3rlpy.ts";
import fc from "../../fast-check.ts";
import { readHdf5Dataset } from "./read-hdf5-dataset.ts";
import { bits, continuousLogs } from "./round-trip.ts";

const log = {
  observations: Float32Array.of(1, 2, 3, 4, 5, 6),
  rewards: [0.5, 1.5, 2.5],
  terminated: [0, 1, 0],
  truncated: [0, 0, 1],
};

test("what is written is read back bit for bit, but for what the layout has no place for", async () => {
  await fc.assert(
    fc.asyncProperty(continuousLogs, async (dataset) => {
      const copy = await readHdf5Dataset(await writeD3rlpy(dataset));
      const lost = { nextObservations: undefined, behaviorLogProbabilities: undefined };
      expect(bits(copy)).toEqual({ ...bits(dataset), ...lost });
      expect(copy.episodes).toEqual(dataset.episodes);
      expect(copy.spec).toEqual(dataset.spec);
    }),
    { numRuns: 30 },
  );
});

test("the columns have the types and shapes of ReplayBuffer.dump", async () => {
  await readHdf5(await writeD3rlpy(createDataset({ ...log, actions: Int32Array.of(0, 2, 1) })), (file) => {
    expect(file.text("version")).toBe("2.1");
    expect(file.column("num_episodes").shape).toEqual([]);
    expect(file.column("actions_0").read()).toEqual(Float64Array.of(0, 2));
    const shapes = ["observations_0", "actions_0", "rewards_0", "terminated_0", "observations_1"];
    expect(shapes.map((name) => file.column(name).shape)).toEqual([[2, 2], [2, 1], [2, 1], [], [1, 2]]);
    expect(["terminated_0", "terminated_1"].map((name) => file.column(name).read()[0])).toEqual([1, 0]);
  });
});

test("a truncated episode of T steps has T − 1 transitions", async () => {
  const dataset = createDataset({
    ...log,
    actions: Float32Array.of(1, 2, 3),
    nextObservations: Float32Array.of(3, 4, 7, 8, 9, 10),
  });
  expect(dataset.transitions).toHaveLength(3);
  expect((await readHdf5Dataset(await writeD3rlpy(dataset))).transitions).toEqual(Int32Array.of(0, 1));
});

test("rows that are not in time order are refused", async () => {
  const nextObservations = Float32Array.of(9, 9, 9, 9, 9, 9);
  const shuffled = createDataset({
    ...log,
    terminated: [0, 0, 0],
    truncated: [0, 0, 0],
    actions: [1, 2, 3],
    nextObservations,
  });
  expect(() => writeD3rlpy(shuffled)).toThrow("a replay buffer needs episodes; got none");
});
