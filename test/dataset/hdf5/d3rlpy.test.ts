import { expect, test } from "vitest";
import { Findings } from "../../../src/dataset/findings.ts";
import { readD3rlpy } from "../../../src/dataset/hdf5/d3rlpy.ts";
import { readHdf5 } from "../../../src/dataset/hdf5/file.ts";
import type { RawColumns } from "../../../src/dataset/raw-columns.ts";
import { hdf5Bytes } from "./bytes.ts";

const buffer = {
  version: { data: "2.1" },
  num_episodes: { data: BigInt64Array.of(2n), shape: [] },
  observations_0: { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] },
  actions_0: { data: BigInt64Array.of(1n, 0n), shape: [2, 1] },
  rewards_0: { data: Float32Array.of(1, 2), shape: [2, 1] },
  terminated_0: { data: Uint8Array.of(1), shape: [] },
  observations_1: { data: Float32Array.of(5, 6, 7, 8, 9, 10), shape: [3, 2] },
  actions_1: { data: BigInt64Array.of(2n, 0n, 1n), shape: [3, 1] },
  rewards_1: { data: Float32Array.of(3, 4, 5), shape: [3, 1] },
  terminated_1: { data: Uint8Array.of(0), shape: [] },
};

async function read(
  datasets: Parameters<typeof hdf5Bytes>[0],
  findings: Findings = new Findings(),
  maximumBytes = 1e6,
): Promise<RawColumns> {
  return readHdf5(await hdf5Bytes(datasets), (file) => readD3rlpy(file, maximumBytes, findings));
}

test("episodes are joined; one that is not terminated is truncated in its last row", async () => {
  const findings = new Findings();
  expect(await read(buffer, findings)).toMatchObject({
    rows: 5,
    observations: { values: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), width: 2 },
    actions: { values: Float64Array.of(1, 0, 2, 0, 1), width: 1, integer: true },
    rewards: { values: Float32Array.of(1, 2, 3, 4, 5), width: 1 },
    terminated: { values: Uint8Array.of(0, 1, 0, 0, 0) },
    truncated: { values: Uint8Array.of(0, 0, 0, 0, 1) },
    nextObservations: undefined,
  });
  expect(findings.warnings).toEqual([]);
});

test("messages name the stored column and the row within it", async () => {
  const { naming } = await read(buffer);
  expect(naming.value("actions", 1)).toBe("actions_0[1]");
  expect(naming.value("observations", 4, 1)).toBe("observations_1[2, 1]");
});

test.each([
  [{ version: { data: "2.0" } }, "version of a d3rlpy replay buffer must be 2.1; got 2.0"],
  [{ version: { data: Int32Array.of(2) } }, "version must be one short string"],
  [{ num_episodes: { data: Float64Array.of(1.5) } }, "num_episodes must be a non-negative integer; got 1.5"],
  [{ num_episodes: { data: Int32Array.of(1, 2) } }, "num_episodes must be one number; got 2"],
  [{ terminated_1: { data: Uint8Array.of(2) } }, "terminated_1 must be 0 or 1; got 2"],
  [{ terminated_1: { data: Uint8Array.of(0, 0, 1) } }, "terminated_1 must be one number; got 3"],
  [
    { rewards_1: { data: new Float32Array(6), shape: [3, 2] } },
    "rewards_1 must have shape (T) or (T, 1); got (3, 2)",
  ],
  [
    { rewards_1: { data: new Float32Array(2) } },
    "rewards_1 must have as many rows as observations_1, 3; got 2",
  ],
  [
    { actions_1: { data: new Float32Array(6), shape: [3, 2] } },
    "actions_1 must have 1 values a row, as actions_0 has; got 2",
  ],
  [
    { num_episodes: { data: Int32Array.of(3) } },
    "episode 2 of num_episodes = 3 is incomplete: observations_2",
  ],
])("%j is refused by name", async (change, message) => {
  await expect(read({ ...buffer, ...change })).rejects.toThrow(message);
});

test("observations of several parts are refused in words", async () => {
  const { observations_0: _, ...others } = buffer;
  const parts = { observations_0_0: { data: Float32Array.of(1, 2), shape: [2, 1] } };
  await expect(read({ ...others, ...parts })).rejects.toThrow(
    "observations of several parts, such as observations_0_0, are not read",
  );
});

test("an episode without steps is skipped, and rows of later ones keep their names", async () => {
  const findings = new Findings();
  const empty = {
    observations_0: { data: new Float32Array(0), shape: [0, 2] },
    actions_0: { data: new BigInt64Array(0), shape: [0, 1] },
    rewards_0: { data: new Float32Array(0), shape: [0, 1] },
  };
  const { rows, naming } = await read({ ...buffer, ...empty }, findings);
  expect(rows).toBe(3);
  expect(naming.value("rewards", 0)).toBe("rewards_1[0]");
  expect(findings.warnings).toEqual([
    {
      code: "empty-episode",
      message: "1 of 2 episodes have no steps and are skipped, the first is episode 0",
    },
  ]);
});

test("integers in some episodes and floats in others are continuous, with a warning", async () => {
  const findings = new Findings();
  const actions_1 = { data: Float32Array.of(0.5, 1, 0), shape: [3, 1] };
  expect((await read({ ...buffer, actions_1 }, findings)).actions.integer).toBe(false);
  expect(findings.warnings).toMatchObject([{ code: "mixed-action-types" }]);
  expect(findings.warnings[0]?.message).toContain("in 1 of 2 episodes, the first is actions_1");
});

test("the limit on decoded bytes counts all episodes", async () => {
  const bytes = 5 * (8 + 8 + 4) + 2;
  await expect(read(buffer, new Findings(), bytes - 1)).rejects.toThrow(`take ${bytes} bytes`);
  expect((await read(buffer, new Findings(), bytes)).rows).toBe(5);
});
