import { logSoftmax, logSumExp, softmax } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { rows } from "../../kernels/reference/rows.ts";
import * as reference from "../../kernels/reference/softmax.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";

await init();

test.for([[1], [5], [3, 1], [3, 7], [2, 3, 4]])(
  "tf.softmax, tf.logSoftmax and tf.logSumExp of %j over the last axis: value within 4e-6, gradient within 1e-4 of float64",
  (shape) => {
    const x = array(randomStream(0, `${shape}`), [...shape]);
    const columns = shape.at(-1)!;
    const allowed = { value: 4e-6, gradient: 1e-4 };
    const over = (row: (entries: number[]) => number | number[]) => (entries: number[]) =>
      rows(entries, columns).flatMap(row);
    expect([
      differences(
        [x],
        () => softmax(x),
        over((row) => reference.softmax(row)),
        allowed,
      ),
      differences(
        [x],
        () => logSoftmax(x),
        over((row) => reference.logSoftmax(row)),
        allowed,
      ),
      differences(
        [x],
        () => logSumExp(x, -1),
        over((row) => reference.logSumExp(row)),
        allowed,
      ),
    ]).toEqual([[], [], []]);
  },
);
