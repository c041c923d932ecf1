import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";

/** 200 steps without sense: 3 numbers an observation, 3 actions, episodes of 8 steps that mostly terminate. */
export function randomLog(): Dataset {
  const random = randomStream(0, "random log");
  const rows = Array.from({ length: 200 }, (_, row) => row);
  const isLast = (row: number) => row % 8 === 7;
  return createDataset(
    {
      observations: normals(random, 3 * rows.length),
      actions: rows.map(() => random.integer(3)),
      rewards: normals(random, rows.length),
      terminated: rows.map((row) => isLast(row) && row % 3 !== 0),
      truncated: rows.map((row) => isLast(row) && row % 3 === 0),
    },
    { actionCount: 3 },
  );
}
