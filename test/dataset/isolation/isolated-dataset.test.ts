import { expect, test } from "vitest";
import { loadDataset } from "../../../src/dataset/load.ts";
import { loadMinari } from "../../../src/dataset/minari/load-minari.ts";
import { fixturePath } from "../fixture.ts";

const silent = { onWarning: () => {} };

test.each([
  ["continuous actions and stored successors", "control-ok.hdf5"],
  ["discrete actions", "d3rlpy-control-ok.h5"],
  ["rows out of time order", "shuffled-rows.hdf5"],
])("a dataset with %s crosses to here as it is read here", async (_, name) => {
  const crossed = await loadDataset(fixturePath(name), silent);
  expect(crossed).toEqual(await loadDataset(fixturePath(name), { ...silent, isolate: false }));
});

test("so does a Minari dataset, with what its spaces declare", async () => {
  const folder = fixturePath("minari-cartpole");
  expect(await loadMinari(folder, silent)).toEqual(await loadMinari(folder, { ...silent, isolate: false }));
});

test("an option that JSON cannot say is refused by its value", async () => {
  const options = { ...silent, actionBounds: { low: [-Infinity], high: [1] } };
  await expect(loadDataset(fixturePath("control-ok.hdf5"), options)).rejects.toThrow(
    "actionBounds must be finite with low < high; got low[0] = -Infinity",
  );
});

test("a refusal in there is one here, in the same words", async () => {
  await expect(loadDataset(fixturePath("nan-rewards.hdf5"))).rejects.toMatchObject({
    name: "DatasetError",
    message: "rewards[3] must be finite; got NaN",
  });
});

test("a reader that takes longer than it may is ended", async () => {
  await expect(loadDataset(fixturePath("control-ok.hdf5"), { secondsLimit: 1e-6 })).rejects.toThrow(
    /time|seconds/,
  );
});
