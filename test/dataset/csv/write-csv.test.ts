import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import { writeCsv } from "../../../src/dataset/csv/write-csv.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { writeJsonLines } from "../../../src/dataset/json-lines/write-json-lines.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import { writeParquet } from "../../../src/dataset/parquet/write.ts";
import fc from "../../fast-check.ts";
import { bits, datasets, expectRoundTrip } from "../table/round-trip.ts";

async function textOf(dataset: Dataset): Promise<string> {
  return new TextDecoder().decode(await writeCsv(dataset));
}

test("rows have episode and step, and the shortest numbers", async () => {
  const dataset = createDataset({
    observations: [
      [0.1, -0],
      [1 / 3, 2],
      [5, 6],
    ],
    actions: Float32Array.of(1, 0, 0.5),
    rewards: [1, 1e-7, -2.5],
    terminated: [0, 1, 0],
    truncated: [0, 0, 1],
    behaviorLogProbabilities: [-0.5, -1, 0.25],
  });
  expect(await textOf(dataset)).toBe(
    "episode,step,observation_0,observation_1,action_0,reward,terminated,truncated,behavior_log_probability\n" +
      "0,0,0.1,-0,1,1,0,0,-0.5\n0,1,0.33333334,2,0,1e-7,1,0,-1\n1,0,5,6,0.5,-2.5,0,1,0.25\n",
  );
});

test("what is written is read back bit for bit", async () => {
  await fc.assert(
    fc.asyncProperty(datasets, (dataset) => expectRoundTrip(dataset, writeCsv, "csv")),
    { numRuns: 100 },
  );
});

test("labels come back, also those that a spreadsheet would take for formulas", async () => {
  const text = 'x,a,r,end,cut\n1,"=1+1",0,0,0\n2,"say ""hi"", @home",0,0,0\n3,"-\nx",1,1,0\n';
  const columns = { observation: "x", action: "a", reward: "r", terminated: "end", truncated: "cut" };
  const dataset = await loadDataset(new File([text], "log.csv"), { columns });
  expect(dataset.spec.actions).toMatchObject({ labels: ["-\nx", "=1+1", 'say "hi", @home'] });
  expect(await textOf(dataset)).toContain('\n0,1,2,"say ""hi"", @home",0,0,0\n');
  await expectRoundTrip(dataset, writeCsv, "csv");
});

test.each(["", "12", "1e5", "\ud800"])(
  "a label %j, which would come back as something else, is refused",
  async (label) => {
    const dataset = createDataset({
      observations: [0],
      actions: Int32Array.of(0),
      rewards: [0],
      terminated: [1],
      truncated: [0],
    });
    const labelled: Dataset = {
      ...dataset,
      spec: { ...dataset.spec, actions: { kind: "discrete", count: 1, labels: [label] } },
    };
    await expect(writeCsv(labelled)).rejects.toThrow(
      `other than a number to be stored as CSV; got ${JSON.stringify(label)}`,
    );
  },
);

/** One row of `size` equal numbers. */
function wideLog(size: number, number: number): Dataset {
  return createDataset({
    observations: new Float32Array(size).fill(number),
    actions: Int32Array.of(0),
    rewards: [0],
    terminated: [1],
    truncated: [0],
  });
}

test("what would be too wide or too long to be read back is refused", async () => {
  // episode, step, action, reward and two flags stand beside the observation
  const widest = wideLog(10_000 - 6, 0.5);
  expect(bits(await loadDataset(await writeCsv(widest), { format: "csv", onWarning: () => {} }))).toEqual(
    bits(widest),
  );
  await expect(writeCsv(wideLog(10_000 - 5, 0.5))).rejects.toThrow(
    "a CSV file must have at most 10000 columns; got 10001",
  );
  await expect(writeJsonLines(wideLog(90_000, -0.123456789))).rejects.toThrow(
    /^row 0 must take at most 1048576 bytes as a line of text; got 108\d{4}$/,
  );
  await expect(writeParquet(wideLog(9_996, 0.5))).rejects.toThrow(
    "a Parquet file must have at most 9999 columns; got 10000, one for each component",
  );
});
