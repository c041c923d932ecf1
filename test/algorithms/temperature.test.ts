import { memory, scalar } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { behaviorCloning } from "../../src/algorithms/behavior-cloning.ts";
import { brac } from "../../src/algorithms/brac.ts";
import { cql } from "../../src/algorithms/cql.ts";
import { discreteBehaviorCloning } from "../../src/algorithms/discrete-behavior-cloning.ts";
import { discreteBrac } from "../../src/algorithms/discrete-brac.ts";
import { discreteSac } from "../../src/algorithms/discrete-sac.ts";
import { edac } from "../../src/algorithms/edac.ts";
import { sac } from "../../src/algorithms/sac.ts";
import { type TemperatureConfig, temperatureOf } from "../../src/algorithms/temperature.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";
import { continuousLog } from "./continuous-log.ts";
import { randomLog } from "./random-log.ts";

await init();

const { spec } = continuousLog();
const { spec: discrete } = randomLog();

/** α after steps that met these entropies. */
function temperatureAfter(config: TemperatureConfig, entropies: readonly number[]): number {
  const temperature = temperatureOf(config, -2);
  for (const entropy of entropies) temperature.adapt(scalar(entropy));
  const alpha = entriesOf(temperature.value())[0]!;
  temperature.dispose();
  return alpha;
}

describe("a learned temperature", () => {
  test("starts at 1, and one step of Adam changes its log by the step size", () => {
    expect(temperatureAfter({}, [])).toBe(1);
    const temperatureLearningRate = 0.1;
    expect(temperatureAfter({ temperatureLearningRate }, [-3])).toBeCloseTo(Math.exp(0.1), 6);
    expect(temperatureAfter({ temperatureLearningRate }, [-1])).toBeCloseTo(Math.exp(-0.1), 6);
    expect(temperatureAfter({}, [-3])).toBeCloseTo(Math.exp(3e-4), 6);
  });

  test("rises below the target entropy that is given, and stays where the entropy meets it", () => {
    expect(temperatureAfter({ targetEntropy: 0 }, [-1])).toBeGreaterThan(1);
    expect(temperatureAfter({ targetEntropy: 0.5 }, [0.5, 0.5])).toBe(1);
  });

  test("reports α from before the step", () => {
    const temperature = temperatureOf({ temperatureLearningRate: 0.1 }, -2);
    const reported = [-3, -3].map(
      (entropy) => entriesOf(temperature.adapt(scalar(entropy)).temperature!)[0]!,
    );
    expect(reported[0]).toBe(1);
    expect(reported[1]).toBeCloseTo(Math.exp(0.1), 6);
    temperature.dispose();
  });
});

test("a fixed temperature stays, has no variables and nothing to report", () => {
  expect(temperatureAfter({ temperature: 0.25 }, [-5, 5])).toBe(0.25);
  const temperature = temperatureOf({ temperature: 0.25 }, -2);
  expect(temperature.variables).toEqual([]);
  expect(temperature.adapt(scalar(1))).toEqual({});
});

const behavior = behaviorCloning(spec, { hiddenSizes: [4] });
const discreteBehavior = discreteBehaviorCloning(discrete, { hiddenSizes: [4] });

test.for([
  { name: "sac", make: (given: TemperatureConfig) => sac(spec, given) },
  { name: "edac", make: (given: TemperatureConfig) => edac(spec, given) },
  { name: "cql", make: (given: TemperatureConfig) => cql(spec, given) },
  { name: "brac", make: (given: TemperatureConfig) => brac(spec, { ...given, behavior }) },
  { name: "discreteSac", make: (given: TemperatureConfig) => discreteSac(discrete, given) },
  {
    name: "discreteBrac",
    make: (given: TemperatureConfig) => discreteBrac(discrete, { ...given, behavior: discreteBehavior }),
  },
])("$name refuses what has no effect beside a fixed temperature, and no tensor stays", ({ name, make }) => {
  const before = memory();
  for (const [field, value] of [
    ["targetEntropy", -1],
    ["temperatureLearningRate", 1e-3],
  ] as const) {
    expect(() => make({ temperature: 0.1, [field]: value })).toThrow(
      new RangeError(`${name}'s ${field} has no effect beside a fixed temperature; got ${value}`),
    );
  }
  expect(memory()).toEqual(before);
});
