import { expect, test } from "vitest";
import { writeNpz } from "../../../src/dataset/numpy/write-npz.ts";
import fc from "../../fast-check.ts";
import { datasets, expectRoundTrip } from "../table/round-trip.ts";

test("what is written is read back bit for bit, and the same bytes are written again", async () => {
  await fc.assert(
    fc.asyncProperty(datasets, async (dataset) => {
      await expectRoundTrip(dataset, writeNpz, "npz");
      expect(await writeNpz(dataset)).toEqual(await writeNpz(dataset));
    }),
    { numRuns: 50 },
  );
});
