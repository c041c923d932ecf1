import { freemem } from "node:os";
import { expect, test } from "vitest";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { fillMinibatch } from "../../src/dataset/minibatch.ts";
import { emptyMinibatch } from "./empty-minibatch.ts";

const GIBIBYTE = 2 ** 30;

/** A log whose observations take `bytes`. Only what is written to such an array takes memory. */
function largeLog(bytes: number, width: number, memory: (bytes: number) => ArrayBufferLike): Dataset {
  const rows = bytes / 4 / width;
  return {
    spec: {
      observationSize: width,
      observationMean: new Array<number>(width).fill(0),
      observationStd: new Array<number>(width).fill(1),
      actions: { kind: "discrete", count: 1 },
    },
    rows,
    observations: new Float32Array(memory(bytes)),
    actions: new Int32Array(rows),
    rewards: new Float32Array(rows),
    terminated: new Uint8Array(rows),
    truncated: new Uint8Array(rows),
    episodes: [{ start: 0, end: rows }],
    transitions: new Int32Array(0),
    warnings: [],
    notes: [],
  };
}

const memories = [
  { name: "memory of its own", memory: (bytes: number) => new ArrayBuffer(bytes) },
  { name: "shared memory", memory: (bytes: number) => new SharedArrayBuffer(bytes) },
];

/** Wide rows are copied in another way than narrow ones, and the last but one of either lies beyond 4 GiB. */
test
  .skipIf(freemem() < 2 * GIBIBYTE)
  .for(memories.flatMap((each) => [16, 1024].map((width) => ({ ...each, width }))))(
  "rows beyond 4 GiB are gathered, of $width numbers in $name",
  ({ memory, width }) => {
    const dataset = largeLog(4.5 * GIBIBYTE, width, memory);
    const last = dataset.rows - 1;
    expect(dataset.observations.byteLength).toBeGreaterThan(2 ** 32);
    for (const [place, row] of [0, last - 2, last - 1, last].entries()) {
      dataset.observations.fill(place + 1, row * width, (row + 1) * width);
    }
    for (const [steps, following] of [
      [1, 3],
      [2, 4],
    ] as const) {
      const batch = emptyMinibatch(dataset.spec, 2);
      fillMinibatch(dataset, Int32Array.of(last - 2, 0), 0.5, batch, steps);
      expect(new Set(batch.observations.subarray(0, width))).toEqual(new Set([2]));
      expect(new Set(batch.observations.subarray(width))).toEqual(new Set([1]));
      expect(new Set(batch.nextObservations.subarray(0, width))).toEqual(new Set([following]));
    }
  },
);
