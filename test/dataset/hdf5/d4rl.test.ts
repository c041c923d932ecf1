import { expect, test } from "vitest";
import { readD4rl } from "../../../src/dataset/hdf5/d4rl.ts";
import { readHdf5 } from "../../../src/dataset/hdf5/file.ts";
import type { RawColumns } from "../../../src/dataset/raw-columns.ts";
import { fixture } from "../fixture.ts";
import { hdf5Bytes } from "./bytes.ts";

const log = {
  observations: { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] },
  actions: { data: BigInt64Array.of(0n, 2n, 1n), shape: [3, 1] },
  rewards: { data: Float64Array.of(1, 2, 3), shape: [3, 1] },
  terminals: { data: Uint8Array.of(0, 0, 1) },
  timeouts: { data: Float32Array.of(0, 0, 0) },
};

async function read(datasets: Parameters<typeof hdf5Bytes>[0], maximumBytes = 1e6): Promise<RawColumns> {
  return readHdf5(await hdf5Bytes(datasets), (file) => readD4rl(file, maximumBytes));
}

test("the flat layout is read column by column, (N, 1) as (N)", async () => {
  expect(await read(log)).toMatchObject({
    rows: 3,
    observations: { values: Float32Array.of(1, 2, 3, 4, 5, 6), width: 2 },
    actions: { values: Float64Array.of(0, 2, 1), width: 1, integer: true },
    rewards: { values: Float64Array.of(1, 2, 3), width: 1 },
    terminated: { values: Uint8Array.of(0, 0, 1) },
    truncated: { values: Float32Array.of(0, 0, 0) },
    nextObservations: undefined,
  });
});

test("log-probabilities are read from infos", async () => {
  const bytes = await hdf5Bytes(log, (file) => {
    file.create_group("infos");
    file.create_dataset({ name: "infos/action_log_probs", data: Float32Array.of(-1, -2, -3), shape: [3, 1] });
  });
  const columns = await readHdf5(bytes, (file) => readD4rl(file, 1e6));
  expect(columns.behaviorLogProbabilities).toMatchObject({ values: Float32Array.of(-1, -2, -3), width: 1 });
  expect(columns.naming.value("behaviorLogProbabilities", 2)).toBe("infos/action_log_probs[2]");
});

test("other infos are not looked at", async () => {
  expect(
    (await readHdf5(fixture("cyclic-group.hdf5"), (file) => readD4rl(file, 1e6))).behaviorLogProbabilities,
  ).toBe(undefined);
});

test("d3rlpy 1 marks all ends of episodes: those that are no terminals are timeouts", async () => {
  const { timeouts: _, ...others } = log;
  const columns = await read({
    ...others,
    terminals: { data: Float32Array.of(1, 0, 0) },
    episode_terminals: { data: Float32Array.of(1, 0, 1) },
  });
  expect(columns).toMatchObject({
    terminated: { values: Float32Array.of(1, 0, 0) },
    truncated: { values: Float32Array.of(0, 0, 1) },
  });
  expect(columns.naming.column("truncated")).toBe("episode_terminals");
});

test("a flag of episode_terminals that is neither 0 nor 1 is left to be refused", async () => {
  const { timeouts: _, ...others } = log;
  const episode_terminals = { data: Float32Array.of(0, 0.5, 1) };
  expect((await read({ ...others, episode_terminals })).truncated?.values).toEqual(
    Float32Array.of(0, 0.5, 0),
  );
});

test("float actions are no integers, also when their values are whole", async () => {
  const actions = { data: Float32Array.of(0, 1, 2) };
  expect((await read({ ...log, actions })).actions).toMatchObject({ width: 1, integer: false });
});

test("observations without a second axis have one component", async () => {
  const observations = { data: Float32Array.of(7, 8, 9) };
  expect((await read({ ...log, observations })).observations.width).toBe(1);
});

test("messages use the names of the file", async () => {
  const { naming } = await read(log);
  expect(naming.value("truncated", 10)).toBe("timeouts[10]");
  expect(naming.value("nextObservations", 1, 2)).toBe("next_observations[1, 2]");
});

test.each(["observations", "actions", "rewards"])("a file without %s is refused", async (name) => {
  const others = Object.entries(log).filter(([column]) => column !== name);
  await expect(read(Object.fromEntries(others))).rejects.toThrow(`${name} is missing`);
});

test("columns of different lengths are refused with all the lengths", async () => {
  const rewards = { data: Float32Array.of(1, 2) };
  await expect(read({ ...log, rewards })).rejects.toThrow(
    "the same number of rows; got observations 3, actions 3, rewards 2, terminals 3, timeouts 3",
  );
});

test("columns of the wrong width are refused with their shape", async () => {
  const next_observations = { data: new Float32Array(9), shape: [3, 3] };
  await expect(read({ ...log, next_observations })).rejects.toThrow(
    "next_observations must have shape (N, 2); got (3, 3)",
  );
  const terminals = { data: new Uint8Array(6), shape: [3, 2] };
  await expect(read({ ...log, terminals })).rejects.toThrow(
    "terminals must have shape (N) or (N, 1); got (3, 2)",
  );
  const observations = { data: new Float32Array(12), shape: [3, 2, 2] };
  await expect(read({ ...log, observations })).rejects.toThrow("observations must have one or two axes");
});

test("the limit on decoded bytes counts all columns", async () => {
  const bytes = 3 * (8 + 8 + 8 + 1 + 4);
  await expect(read(log, bytes - 1)).rejects.toThrow(`the columns take ${bytes} bytes when decoded`);
  expect((await read(log, bytes)).rows).toBe(3);
});

test("shapes and sizes are judged before anything is decoded", async () => {
  const readDamaged = (limit: number) =>
    readHdf5(fixture("flipped-bytes-gzip.hdf5"), (file) => readD4rl(file, limit));
  await expect(readDamaged(1000)).rejects.toThrow("maximumBytes = 1000");
  await expect(readDamaged(1e6)).rejects.toThrow("observations cannot be decoded");
});
