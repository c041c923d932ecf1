import * as tf from "@tensorflow/tfjs";
import type { Variant } from "../case.ts";
import { discountsOf, gatheredRows, gatherInput, rowDraws } from "../cases/gather.ts";
import { observationSize } from "../cases/training-problem.ts";

/** A minibatch by tf.gather from a log that lies on the heap. */
export function stockGather(): Variant {
  const input = gatherInput();
  const wide = (values: Float32Array) =>
    tf.tensor2d(values, [values.length / observationSize, observationSize]);
  const columns = [
    wide(input.observations),
    tf.tensor1d(input.actions, "int32"),
    tf.tensor1d(input.rewards),
    tf.tensor1d(discountsOf(input)),
    wide(input.nextObservations),
  ];
  const rows = new Int32Array(gatheredRows);
  const draw = rowDraws(rows);
  const gather = () => {
    draw();
    return tf.tidy(() => {
      const indices = tf.tensor1d(rows, "int32");
      return columns.map((column) => tf.gather(column, indices));
    });
  };
  return {
    call: () => tf.dispose(gather()),
    result: () => gather().flatMap((column) => [...column.dataSync()]),
  };
}
