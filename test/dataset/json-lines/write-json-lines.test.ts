import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import { writeJsonLines } from "../../../src/dataset/json-lines/write-json-lines.ts";
import { loadDataset } from "../../../src/dataset/load.ts";
import fc from "../../fast-check.ts";
import { datasets, expectRoundTrip } from "../table/round-trip.ts";

test("a row is an object, whatever is stored", async () => {
  const dataset = createDataset({
    observations: [
      [0.1, -0],
      [5, 6],
    ],
    actions: Int32Array.of(1, 0),
    rewards: [1, -2.5],
    terminated: [0, 1],
    truncated: [0, 0],
    nextObservations: [
      [5, 6],
      [7, 8],
    ],
  });
  expect(new TextDecoder().decode(await writeJsonLines(dataset))).toBe(
    '{"episode":0,"step":0,"observation":[0.1,-0],"action":1,"reward":1,"terminated":false,"truncated":false,' +
      '"next_observation":[5,6]}\n' +
      '{"episode":0,"step":1,"observation":[5,6],"action":0,"reward":-2.5,"terminated":true,"truncated":false,' +
      '"next_observation":[7,8]}\n',
  );
});

test("what is written is read back bit for bit", async () => {
  await fc.assert(
    fc.asyncProperty(datasets, (dataset) => expectRoundTrip(dataset, writeJsonLines, "jsonLines")),
    { numRuns: 100 },
  );
});

test("any text is a label that comes back", async () => {
  const labels = fc.uniqueArray(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(labels, async (actions) => {
      const lines = actions.map((action) =>
        JSON.stringify({ observation: 1, action, reward: 0, episode: 1 }),
      );
      const dataset = await loadDataset(new File([lines.join("\n")], "log.jsonl"), { onWarning: () => {} });
      expect(dataset.spec.actions).toMatchObject({ labels: [...actions].sort() });
      await expectRoundTrip(dataset, writeJsonLines, "jsonLines");
    }),
    { numRuns: 100 },
  );
});
