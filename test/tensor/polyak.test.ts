import { memory, tidy, variable, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { polyak } from "../../src/tensor/polyak.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { entriesOf, matrixOf, vectorOf } from "./entries.ts";

await init();

interface Case {
  name: string;
  rule: "polyak";
  input: { rate: number; target: number[]; online: number[][] };
  steps: { target: number[] }[];
}

const { cases, tolerance } = loadVectors<{
  cases: (Case | { rule: "adam" | "adamW" | "adamWithL2" })[];
  tolerance: { target: Tolerance };
}>("optimizers");

test.for(cases.filter((each) => each.rule === "polyak"))(
  "golden $name: the target after each of five steps within the tolerance of the file",
  ({ name, input, steps }) => {
    const target = vectorOf(input.target);
    for (const [i, expected] of steps.entries()) {
      const online = vectorOf(input.online[i]!);
      polyak([target], [online], input.rate);
      expect(mismatches(name, entriesOf(target), expected.target, tolerance.target)).toEqual([]);
    }
  },
);

test("every pair moves in place: no tensor is made, no address changes, and the online side stays", () => {
  const target = [vectorOf([0, 2]), matrixOf([[4], [8]])];
  const online = [vectorOf([4, 2]), matrixOf([[0], [0]])];
  const addresses = () => target.map((each) => acceleratedBackend().address(each));
  const [before, places] = [memory(), addresses()];
  polyak(target, online, 0.25);
  expect(target.map(entriesOf)).toEqual([
    [1, 2],
    [3, 6],
  ]);
  expect(online.map(entriesOf)).toEqual([
    [4, 2],
    [0, 0],
  ]);
  expect(addresses()).toEqual(places);
  expect(memory()).toEqual(before);
});

test("a rate of 0 leaves the target, a rate of 1 copies bit for bit", () => {
  const [target, online] = [vectorOf([1e30, -2, 3]), vectorOf([1e-30, 0.1, Number.POSITIVE_INFINITY])];
  polyak([target], [target], 0);
  expect(entriesOf(target)).toEqual([Math.fround(1e30), -2, 3]);
  polyak([target], [online], 1);
  expect(entriesOf(target)).toEqual(entriesOf(online));
});

test.for([-0.1, 1.1, Number.NaN])("a rate of %d is refused", (rate) => {
  expect(() => polyak([vectorOf([1])], [vectorOf([1])], rate)).toThrow(
    new RangeError(`the rate must lie in [0, 1]; got ${rate}`),
  );
});

test("pairs that do not fit are refused before any has moved", () => {
  const [target, online] = [vectorOf([0]), vectorOf([4])];
  expect(() => polyak([target], [online, online], 0.5)).toThrow(
    new RangeError("target and online must have as many variables; got 1, 2"),
  );
  expect(() => polyak([target, vectorOf([1, 2])], [online, vectorOf([1])], 0.5)).toThrow(
    new RangeError("target and online must have the same shape; got [2] and [1]"),
  );
  const counter = tidy(() => variable(zeros([1], "int32"), false));
  expect(() => polyak([target, vectorOf([1])], [online, counter], 0.5)).toThrow(
    new TypeError("online must be float32; got int32"),
  );
  expect(entriesOf(target)).toEqual([0]);
});

test("a disposed variable is named, before any has moved", () => {
  const [target, online] = [vectorOf([0]), vectorOf([4])];
  const gone = vectorOf([1]);
  gone.dispose();
  expect(() => polyak([target, gone], [online, online], 1)).toThrow("target of polyak has been disposed");
  expect(() => polyak([target, target], [online, gone], 1)).toThrow("online of polyak has been disposed");
  expect(entriesOf(target)).toEqual([0]);
});
