import { expect, test } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import { discreteIql } from "../../src/algorithms/discrete-iql.ts";
import type { ExpectileValueConfig } from "../../src/algorithms/expectile-value.ts";
import { iql } from "../../src/algorithms/iql.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import { continuousLog } from "./continuous-log.ts";
import { smallActorCritic, trained } from "./contract.ts";
import { randomLog } from "./random-log.ts";

await init();

type Given = Pick<ExpectileValueConfig, "valueLearningRate">;

/** With critics of step size 1e-2. */
const learners = [
  {
    name: "iql",
    log: continuousLog(),
    make: (spec: DatasetSpec, given: Given): Algorithm => iql(spec, { ...smallActorCritic, ...given }),
  },
  {
    name: "discreteIql",
    log: randomLog(),
    make: (spec: DatasetSpec, given: Given): Algorithm =>
      discreteIql(spec, { ...smallActorCritic, ...given }),
  },
];

test.for(learners)("$name: V's step size is the critics' unless it is given", async ({ log, make }) => {
  const weights = (given: Given) => trained(make(log.spec, given), log, 3);
  expect(await weights({})).toEqual(await weights({ valueLearningRate: 1e-2 }));
  expect(await weights({})).not.toEqual(await weights({ valueLearningRate: 3e-4 }));
});
