import { getKernel, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend, backendName } from "../../../src/tensor/backend.ts";
import { init } from "../../../src/tensor/init.ts";
import { callKernel } from "../../../src/tensor/replacements/replacement.ts";

await init();
const backend = acceleratedBackend();

test("callKernel runs a registered kernel on tensors and attributes", () => {
  const x = tensor1d([-10, 10]);
  const result = callKernel(getKernel("LeakyRelu", backendName), backend, { x }, { alpha: 0.5 });
  expect(result.shape).toEqual([2]);
  expect([...backend.floats(result)]).toEqual([-5, 10]);
});

test("attributes may be left out", () => {
  const result = callKernel(getKernel("Relu", backendName), backend, { x: tensor1d([-1, 2]) });
  expect([...backend.floats(result)]).toEqual([0, 2]);
});

test("of several results it gives the first", () => {
  const value = tensor2d([1, 2, 3, 4], [2, 2]);
  const result = callKernel(getKernel("Unpack", backendName), backend, { value }, { axis: 0 });
  expect([...backend.floats(result)]).toEqual([1, 2]);
});
