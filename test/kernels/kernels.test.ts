import { expect, test } from "vitest";
import { exp } from "../../src/kernels/elementary.ts";
import { createKernels } from "../../src/kernels/kernels.ts";

test("results outlive later calls, and the arguments stay as they were", async () => {
  const kernels = await createKernels();
  const x = Float32Array.of(0, 1);
  const first = exp(kernels, x);
  exp(kernels, Float32Array.of(5, 6, 7));
  expect(first[0]).toBe(1);
  expect([...x]).toEqual([0, 1]);
});

test("the memory grows for large arrays, and small ones work after that", async () => {
  const kernels = await createKernels();
  const large = exp(kernels, new Float32Array(1_000_000));
  expect(large.every((y) => y === 1)).toBe(true);
  expect([...exp(kernels, Float32Array.of(0))]).toEqual([1]);
});

test("each call starts with an empty arena", async () => {
  const { run } = await createKernels();
  const address = () => run((_, arena) => arena.reserve(100).address);
  expect(address()).toBe(address());
});

test("what a call returns or throws comes through", async () => {
  const { run } = await createKernels();
  expect(run(() => "result")).toBe("result");
  expect(() =>
    run(() => {
      throw new Error("inside");
    }),
  ).toThrow("inside");
});

const hasRelaxedSimd = await createKernels({ relaxed: true }).then(
  () => true,
  () => false,
);

test.skipIf(hasRelaxedSimd)(
  "relaxed kernels are refused where there is no relaxed SIMD, in words",
  async () => {
    await expect(createKernels({ relaxed: true })).rejects.toThrow(
      "createKernels with relaxed: true needs relaxed WebAssembly SIMD, which this JavaScript engine does not support:" +
        " Chrome has it from 114 on, Firefox from 146, Node from 21 (Node 20 with --experimental-wasm-relaxed-simd)." +
        " Without this option everything works in any engine with plain SIMD",
    );
  },
);

test("an unknown option is refused, and so is one that is neither true nor false", async () => {
  await expect(createKernels(JSON.parse('{ "relax": true }'))).rejects.toThrow(
    new RangeError('createKernels has no option "relax"; it has relaxed'),
  );
  await expect(createKernels(JSON.parse('{ "relaxed": "yes" }'))).rejects.toThrow(
    new TypeError("relaxed must be true or false; got yes"),
  );
});
