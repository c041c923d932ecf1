import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { init } from "../../src/tensor/init.ts";
import { contentsOf } from "./contents.ts";
import { randomLog } from "./random-log.ts";
import { learned, type Settings, subjects } from "./subjects.ts";

await init();

const log = randomLog();

const multiplier: Settings = { gapThreshold: 0.5 };
const cases = [
  ...subjects.map((subject) => ({ ...subject, given: {} })),
  { ...subjects.find(({ name }) => name === "discreteCql")!, given: multiplier },
];

test.for(cases)(
  "$name $given: one seed gives the same bits in every variable after 200 steps, another seed others",
  async ({ make, given }) => {
    const run = (seed: number) => learned(make(log.spec, { ...given, seed }), log, 200);
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  },
);

test.for(cases)(
  "$name $given: training moves every weight's tensor, and not the scaling",
  async ({ make, given }) => {
    const algorithm = make(log.spec, given);
    const names = algorithm.variables.map(({ name }) => name);
    const before = contentsOf(algorithm.variables);
    const after = await learned(algorithm, log, 20);
    names.forEach((name, i) => {
      if (/^(mean|inverse deviation) of the observations/.test(name)) expect(after[i]).toEqual(before[i]);
      else expect(after[i], name).not.toEqual(before[i]);
    });
  },
);

test.for(cases)("$name $given: dispose frees everything, also after training", async ({ make, given }) => {
  const before = memory();
  const algorithm = make(log.spec, given);
  const made = memory();
  await learned(algorithm, log, 5);
  expect(memory()).toEqual(made);
  expect(made.numTensors - before.numTensors).toBe(algorithm.variables.length);
  algorithm.dispose();
  expect(memory()).toEqual(before);
});
