import { memory, ones, scalar, tensor1d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { init } from "../../src/tensor/init.ts";
import {
  callOf,
  checkRank,
  checkSameShape,
  checkTypes,
  matrixSize,
  noGradients,
  refuseDisposed,
  runOp,
  upstreamOf,
} from "../../src/tensor/op.ts";
import { entriesOf } from "./entries.ts";

await init();

test("a call gives its inputs, numbers and shapes by name", () => {
  const x = tensor1d([1]);
  const call = callOf("AnOp", { x }, { size: 3, shape: [2, 4] });
  expect(call.input("x")).toBe(x);
  expect(call.number("size")).toBe(3);
  expect(call.shape("shape")).toEqual([2, 4]);
});

test("what a call lacks is an error that names the op, the argument and what came instead", () => {
  const call = callOf("AnOp", {}, { size: "3", shape: 2 });
  expect(() => call.input("x")).toThrow(new TypeError("AnOp needs the input x"));
  expect(() => call.number("size")).toThrow(new TypeError("AnOp needs the number size; got 3"));
  expect(() => call.number("other")).toThrow(new TypeError("AnOp needs the number other; got undefined"));
  expect(() => call.shape("shape")).toThrow(new TypeError("AnOp needs the shape shape; got 2"));
});

test("an op that is not registered is an error of tfjs that names it", () => {
  expect(() => runOp("AnOp", { x: scalar(1) })).toThrow(
    "Kernel 'AnOp' not registered for backend 'offline-rl'",
  );
});

test("a registered op without an input that it needs says so", () => {
  expect(() => runOp("OfflineRlHuber", { prediction: scalar(1) }, { threshold: 1 })).toThrow(
    new TypeError("OfflineRlHuber needs the input target"),
  );
});

test("an input that has been disposed is an error that names it and the op, and leaves no tensor", () => {
  const [prediction, target] = [scalar(1), scalar(2)];
  target.dispose();
  const before = memory();
  expect(() => runOp("OfflineRlHuber", { prediction, target }, { threshold: 1 })).toThrow(
    new Error("target of OfflineRlHuber has been disposed"),
  );
  expect(memory()).toEqual(before);
  expect(() => refuseDisposed("an op", { target })).toThrow("target of an op has been disposed");
  expect(() => refuseDisposed("an op", { prediction })).not.toThrow();
});

test("checkRank names the tensor, its rank and its shape", () => {
  expect(() => checkRank("x", zeros([2, 3]), 2)).not.toThrow();
  expect(() => checkRank("x", zeros([2, 3]), 1)).toThrow(
    new RangeError("x must have rank 1; got the shape [2,3]"),
  );
  expect(() => checkRank("x", scalar(1), 1)).toThrow(new RangeError("x must have rank 1; got the shape []"));
});

test("checkSameShape tells shapes of one size and of one beginning apart", () => {
  expect(() => checkSameShape("a and b", zeros([2, 3]), zeros([2, 3]))).not.toThrow();
  for (const [a, b] of [
    [
      [2, 3],
      [3, 2],
    ],
    [[2], [2, 1]],
    [[2, 1], [2]],
    [[], [1]],
  ]) {
    expect(() => checkSameShape("a and b", zeros(a!), zeros(b!))).toThrow(
      new RangeError(`a and b must have the same shape; got [${a}] and [${b}]`),
    );
  }
});

test("checkTypes wants float32, or int32 where it is told so", () => {
  const [floats, integers] = [zeros([1]), zeros([1], "int32")];
  expect(() => checkTypes({ x: floats, index: integers }, ["index"])).not.toThrow();
  expect(() => checkTypes({ x: floats, index: integers })).toThrow(
    new TypeError("index must be float32; got int32"),
  );
  expect(() => checkTypes({ x: floats }, ["x"])).toThrow(new TypeError("x must be int32; got float32"));
  expect(() => checkTypes({ x: zeros([1], "bool") })).toThrow(new TypeError("x must be float32; got bool"));
});

test("upstreamOf takes the gradient of the first result", () => {
  const [dy, other] = [scalar(1), scalar(2)];
  expect(upstreamOf(dy)).toBe(dy);
  expect(upstreamOf([dy, other])).toBe(dy);
});

test("noGradients gives float32 zeros of the shape of every constant, by name", () => {
  const gradients = noGradients({ target: ones([2, 3]), noise: ones([1], "int32") });
  expect(Object.keys(gradients)).toEqual(["target", "noise"]);
  const [target, noise] = [gradients.target!(), gradients.noise!()];
  expect(target).toMatchObject({ shape: [2, 3], dtype: "float32" });
  expect(entriesOf(target)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(noise).toMatchObject({ shape: [1], dtype: "float32" });
  expect(entriesOf(noise)).toEqual([0]);
});

test("matrixSize gives rows and columns", () => {
  expect(matrixSize(zeros([2, 3]))).toEqual([2, 3]);
});
