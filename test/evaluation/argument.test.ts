import { expect, test } from "vitest";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { cartPole } from "../../src/env/cartpole.ts";
import { linearCartPoleController } from "../../src/env/controllers.ts";
import { kindOf } from "../../src/evaluation/argument.ts";
import { init } from "../../src/tensor/init.ts";
import { randomLog } from "../algorithms/random-log.ts";

await init();

const log = randomLog();
const algorithm = discreteBehaviorCloning(log.spec, { hiddenSizes: [4] });

test.for([
  { value: algorithm, kind: "an algorithm" },
  { value: algorithm.policy(), kind: "a policy" },
  { value: linearCartPoleController(), kind: "a policy" },
  { value: cartPole(), kind: "an environment" },
  { value: log, kind: "a dataset" },
])("$kind is known by what it has", ({ value, kind }) => {
  expect(kindOf(value)).toBe(kind);
});

test.for([
  [undefined, "undefined"],
  [null, "null"],
  [log.spec, "Object"],
  [[1], "Array"],
  ["policy", "String"],
  [Promise.resolve(), "Promise"],
  [cartPole, "Function"],
] as const)("anything else is called by its JavaScript type: %o is %s", ([value, kind]) => {
  expect(kindOf(value)).toBe(kind);
});
