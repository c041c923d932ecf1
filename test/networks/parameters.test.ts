import { memory, type Rank, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { drawUniform, parameters } from "../../src/networks/parameters.ts";
import { init } from "../../src/tensor/init.ts";
import { total } from "../kernels/reference/total.ts";
import { entriesOf } from "../tensor/entries.ts";

await init();

test("parameters are trained variables of one value, 0 unless given, in the order they were made", () => {
  const { gain, bias, variables } = parameters((parameter) => ({
    gain: parameter<Rank.R1>("gain", [2], 1),
    bias: parameter<Rank.R2>("bias", [1, 3]),
  }));
  expect(variables).toEqual([gain, bias]);
  expect(variables.map(({ trainable }) => trainable)).toEqual([true, true]);
  expect(variables.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^gain /),
    expect.stringMatching(/^bias /),
  ]);
  expect(variables.map(entriesOf)).toEqual([
    [1, 1],
    [0, 0, 0],
  ]);
});

test("what else is made beside the parameters is freed, and after an error the parameters are too", () => {
  const before = memory();
  const { variables } = parameters((parameter) => {
    zeros([5]);
    return { bias: parameter<Rank.R1>("bias", [2]) };
  });
  expect(memory().numTensors).toBe(before.numTensors + 1);
  for (const variable of variables) variable.dispose();
  const failing = () =>
    parameters((parameter) => {
      parameter<Rank.R1>("bias", [2]);
      throw new RangeError("no room");
    });
  expect(failing).toThrow(new RangeError("no room"));
  expect(memory()).toEqual(before);
});

test("entries are drawn uniformly from ±bound: within it, mean 0 and variance a third within 5 standard errors", () => {
  const { kernel } = parameters((parameter) => ({ kernel: parameter<Rank.R1>("kernel", [20_000]) }));
  drawUniform(kernel, 0.5, randomStream(0, "kernel"));
  const entries = entriesOf(kernel).map((x) => x / 0.5);
  expect(Math.max(...entries.map(Math.abs))).toBeLessThanOrEqual(1);
  expect(Math.abs(total(entries) / entries.length)).toBeLessThan(5 * Math.sqrt(1 / 3 / entries.length));
  // the variance of x² is 1/5 − 1/9 = 4/45
  const variance = total(entries.map((x) => x * x)) / entries.length;
  expect(Math.abs(variance - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / entries.length));
});
