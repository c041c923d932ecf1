import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { discreteCql } from "../../src/algorithms/discrete-cql.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { randomLog } from "../algorithms/random-log.ts";

await init();

// with a multiplier, so that both optimizers and every metric take part
test("100,000 steps of fit leave tensors, buffers and heap as they were after the first 200", async () => {
  const log = randomLog();
  const settings = { hiddenSizes: [4], batchSize: 4, gapThreshold: 0.5 };
  const algorithm = discreteCql(log.spec, settings);
  const backend = acceleratedBackend();
  const contents = () => ({ ...memory(), ids: backend.numDataIds(), heap: backend.heap().byteLength });
  for await (const _ of fit(algorithm, log, { steps: 200 }));
  const before = contents();
  let last = 0;
  for await (const { step } of fit(algorithm, log, { steps: 100_000 })) last = step;
  expect(last).toBe(100_000);
  expect(contents()).toEqual(before);
}, 120_000);
