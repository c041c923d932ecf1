import { add, mul, square, sub } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { init } from "../../src/tensor/init.ts";
import { stopGradient } from "../../src/tensor/stop-gradient.ts";
import { differences } from "./differences.ts";
import { vector } from "./draw.ts";

await init();

const x = vector(randomStream(0, "differences"), [4]);
const squares = (entries: number[]) => entries.map((entry) => entry ** 2);

test("a function that agrees with its reference in value and gradient has no differences", () => {
  expect(differences([x], () => square(x), squares)).toEqual([]);
});

test("a wrong value is reported for every entry, with the right gradient or not", () => {
  const found = differences(
    [x],
    () => square(x),
    (entries) => squares(entries).map((y) => y + 1),
  );
  expect(found).toHaveLength(4);
  expect(found.every((line) => /^the value, entry \d: expected [\d.]+, got [\d.]+$/.test(line))).toBe(true);
});

test("a gradient of half the size is reported although its direction is right", () => {
  const found = differences([x], () => mul(x, stopGradient(x)), squares);
  expect(found).toHaveLength(4);
  expect(found.every((line) => line.startsWith("the gradient in variable 0, entry"))).toBe(true);
});

test("a gradient in another direction is reported as turned", () => {
  const cubic = () => mul(square(x), x);
  const found = differences(
    [x],
    () => add(square(x), stopGradient(sub(cubic(), square(x)))),
    (entries) => entries.map((entry) => entry ** 3),
  );
  expect(found.some((line) => line.startsWith("the gradient in variable 0 is turned"))).toBe(true);
});

test("a result of another size is reported", () => {
  expect(
    differences(
      [x],
      () => square(x),
      () => [1],
    )[0],
  ).toBe("the value: 1 entries expected, got 4");
});
