import { parentPort } from "node:worker_threads";
import { discreteCql } from "../../../src/algorithms/discrete-cql.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { init } from "../../../src/tensor/init.ts";
import { fit } from "../../../src/training/fit.ts";

// Trains on the dataset that it is sent, answers with the weights, and writes 7 over the first reward.

parentPort!.once("message", async (dataset: Dataset) => {
  await init();
  const algorithm = discreteCql(dataset.spec, { hiddenSizes: [8], batchSize: 8 });
  for await (const _ of fit(algorithm, dataset, { steps: 20 }));
  const weights = algorithm.variables.map((variable) => [...variable.dataSync()]);
  dataset.rewards[0] = 7;
  parentPort!.postMessage(weights);
});
