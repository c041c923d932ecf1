import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import { type LoadOptions, loadDataset } from "../../../src/dataset/load.ts";
import { writeNpz } from "../../../src/dataset/numpy/write-npz.ts";
import { fixture, fixturePath } from "../fixture.ts";
import { flippedBytes, outcome, truncations } from "../table/damage.ts";

/** The log of test/fixtures/data/numpy/make.py. */
const log = createDataset({
  observations: Float32Array.from({ length: 12 }, (_, i) => i - 4),
  actions: Int32Array.of(0, 1, 2, 0, 1, 2),
  rewards: Float32Array.from({ length: 6 }, (_, i) => i / 4),
  terminated: [0, 0, 1, 0, 0, 0],
  truncated: [0, 0, 0, 0, 0, 1],
});

test.each([
  ...[
    "stored",
    "fortran",
    "unsigned",
    "zip64",
    "streamed",
    "i1",
    "little-f2",
    "big-f2",
    "little-f4",
    "big-f4",
  ],
  ...["little-f8", "big-f8", "little-i2", "big-i2", "little-i4", "big-i4", "little-i8", "big-i8"],
])("what numpy writes is read: %s", async (name) => {
  const { notes: _, ...columns } = log;
  expect(await loadDataset(fixturePath(`numpy/${name}.npz`))).toMatchObject(columns);
});

test("objects of Python are refused, not evaluated", async () => {
  await expect(loadDataset(fixturePath("numpy/objects.npz"))).rejects.toThrow(
    '"rewards" must be stored as numbers; got type "|O" (objects of Python, which are not read)',
  );
});

test("a mapping picks arrays, and others are not read", async () => {
  const columns = { observation: "rewards", action: "actions", reward: "rewards", terminated: "terminals" };
  await expect(loadDataset(fixturePath("numpy/stored.npz"), { columns })).rejects.toThrow("named twice");
  const { observations } = await loadDataset(fixturePath("numpy/objects.npz"), {
    columns: { observation: "timeouts", action: "actions", reward: "terminals", terminated: true },
  });
  expect([...observations]).toEqual([0, 0, 0, 0, 0, 1]);
});

test("names beyond ASCII are those that numpy was given", async () => {
  const columns = { observation: "größe", action: "actions", reward: "rewards", terminated: "terminals" };
  const { observations } = await loadDataset(fixturePath("numpy/letters.npz"), {
    columns,
    onWarning: () => {},
  });
  expect(observations).toEqual(log.observations);
});

test("one matrix is a table of numbered columns", async () => {
  const columns = { observation: ["0", "1"], action: ["2"], reward: "3", terminated: true } as const;
  const { observations, rewards, spec } = await loadDataset(fixturePath("numpy/matrix.npy"), { columns });
  expect(observations).toEqual(log.observations);
  expect(rewards).toEqual(log.rewards);
  expect(spec.actions).toMatchObject({ kind: "continuous", size: 1 });
  await expect(loadDataset(fixturePath("numpy/matrix.npy"))).rejects.toThrow(
    "they are 0, 1, 2, 3: say which",
  );
});

test("the sizes of the arrays are limited before they are read", async () => {
  await expect(loadDataset(fixturePath("numpy/stored.npz"), { maximumBytes: 700 })).rejects.toThrow(
    /the columns take \d+ bytes when decoded, more than maximumBytes = 700/,
  );
  await expect(loadDataset(fixturePath("numpy/matrix.npy"), { maximumBytes: 200 })).rejects.toThrow(
    "the columns take 224 bytes when decoded, more than maximumBytes = 200",
  );
});

test("arrays of different lengths and with too many axes are refused", async () => {
  const short = { ...log, rewards: log.rewards.subarray(1) };
  await expect(loadDataset(await writeNpz(short))).rejects.toThrow('"rewards" must have 24 bytes of values');
});

test.each(["stored", "zip64", "streamed"])(
  "no flipped byte of %s.npz goes unnoticed, nor does an early end",
  async (name) => {
    const bytes = fixture(`numpy/${name}.npz`);
    const options: LoadOptions = { format: "npz" };
    const sound = await outcome(bytes, options);
    expect(sound).toMatchObject({ rows: 6 });
    let refused = 0;
    for (const damaged of flippedBytes(bytes)) {
      const found = await outcome(damaged, options);
      if (typeof found === "string") refused++;
      else expect(found).toEqual(sound);
    }
    expect(refused).toBeGreaterThan(bytes.length);
    for (const damaged of truncations(bytes)) expect(await outcome(damaged, options)).toBeTypeOf("string");
  },
);

test("a flipped byte of a matrix is data or a DatasetError", async () => {
  const columns = { observation: ["0", "1"], action: ["2"], reward: "3", terminated: true } as const;
  const bytes = fixture("numpy/matrix.npy");
  for (const damaged of [...flippedBytes(bytes), ...truncations(bytes)]) {
    expect(["string", "object"]).toContain(typeof (await outcome(damaged, { format: "npy", columns })));
  }
});
