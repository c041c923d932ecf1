import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { writeParquet } from "../../../src/dataset/parquet/write.ts";
import { parquetFixture, parquetPath } from "./fixture.ts";
import { type DamagedFile, readDamaged } from "./read-damaged.ts";

const silent = { onWarning: () => {} };

test("a file of pyarrow is a log, with vectors, labels of episodes and flags", async () => {
  const dataset = await loadDataset(parquetPath("version-1"), { isolate: false, ...silent });
  expect(dataset.spec).toMatchObject({ observationSize: 3, actions: { kind: "discrete", count: 3 } });
  expect(dataset.episodes).toEqual([0, 10, 20, 30].map((start) => ({ start, end: start + 10 })));
  expect(dataset.rewards[9]).toBe(9 / 8);
  expect(dataset.notes.map(({ code }) => code)).toContain("ignored-columns");
});

test("a process of its own reads the same from a path, from bytes and from a Blob", async () => {
  const here = await loadDataset(parquetPath("version-1"), { isolate: false, ...silent });
  const bytes = parquetFixture("version-1");
  for (const source of [parquetPath("version-1"), bytes, new Blob([bytes])]) {
    expect(await loadDataset(source, silent)).toEqual(here);
  }
});

test("what a process of its own refuses is refused in the same words", async () => {
  const cut = parquetFixture("version-1").subarray(0, 2000);
  for (const isolate of [true, false]) {
    await expect(loadDataset(cut, { isolate, ...silent })).rejects.toMatchObject({
      name: "DatasetError",
      message: expect.stringMatching(/^not a whole Parquet file: it must end with PAR1; got/),
    });
  }
});

test("a mapping that does not fit names the columns there are", async () => {
  const columns = { observation: "state", action: "action", reward: "reward" };
  await expect(loadDataset(parquetPath("version-1"), { isolate: false, columns })).rejects.toThrow(
    'columns.observation is "state", but the columns are observation, action, reward',
  );
});

const rows = 20;

/** 20 rows in three row groups, by our writer. */
async function ownFile(): Promise<Uint8Array> {
  const dataset = createDataset({
    observations: Float32Array.from({ length: rows * 2 }, (_, i) => i / 8),
    actions: Int32Array.from({ length: rows }, (_, i) => i % 3),
    rewards: new Float32Array(rows).fill(1),
    terminated: Array.from({ length: rows }, (_, i) => i % 10 === 9),
    truncated: new Uint8Array(rows),
  });
  return writeParquet(dataset, { rowGroupRows: 8 });
}

/** Every byte of it would take a minute; where they are, a run by hand has found nothing else. */
async function sampled(bytes: Uint8Array, every: number): Promise<DamagedFile> {
  const flips = Array.from(bytes.keys(), (at) => [at, at % 2 === 0 ? 0xff : 1 << (at % 8)] as const);
  return {
    base64: Buffer.from(bytes).toString("base64"),
    flips: [[0, 0], ...flips.filter(([at]) => at % every === 0 || at >= bytes.length - 8)],
    lengths: Array.from(bytes.keys()).filter((length) => length % every === 1),
  };
}

test("no flipped byte of a file that we wrote goes unnoticed and changes data, and every cut is refused", async () => {
  const damaged = await sampled(await ownFile(), 19);
  const [sound, ...outcomes] = await readDamaged(damaged, 60);
  expect(sound).toMatch(/^[0-9a-f]{64}$/);
  expect(outcomes.filter((outcome) => outcome !== sound && !outcome.startsWith("DatasetError"))).toEqual([]);
  expect(outcomes.slice(damaged.flips.length - 1)).not.toContain(sound);
  // what only names the writer may change, the data may not
  const same = outcomes.filter((outcome) => outcome === sound).length;
  expect(same).toBeGreaterThan(0);
  expect(same / damaged.flips.length).toBeLessThan(0.3);
});

test.each(["version-1", "encodings"])(
  "flipped bytes of %s.parquet neither hang nor end the process",
  async (name) => {
    const outcomes = await readDamaged(await sampled(parquetFixture(name), 67), 60);
    expect(outcomes.filter((outcome) => !/^(DatasetError|[0-9a-f]{64}$)/.test(outcome))).toEqual([]);
  },
);
