import * as tf from "@tensorflow/tfjs";
import type { Variant } from "../case.ts";
import { gatheredColumns } from "../cases/gather.ts";

/** A minibatch gathered in JavaScript and made into tensors, which in tfjs is ten times faster than five `tf.gather`. */
export function stockGather(): Variant {
  const { columns, shape, gather } = gatheredColumns();
  const upload = () => {
    gather();
    const [observations, actions, rewards, discounts, nextObservations] = columns;
    return [
      tf.tensor2d(observations, shape),
      tf.tensor1d(actions, "int32"),
      tf.tensor1d(rewards),
      tf.tensor1d(discounts),
      tf.tensor2d(nextObservations, shape),
    ];
  };
  return {
    call: () => tf.dispose(upload()),
    result: () => upload().flatMap((column) => [...column.dataSync()]),
  };
}
