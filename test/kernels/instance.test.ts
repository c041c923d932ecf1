import { expect, test } from "vitest";
import { linkKernels } from "../../src/kernels/instance.ts";

test("linking writes nothing into the memory", async () => {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const bytes = new Uint8Array(memory.buffer).fill(0xa5);
  await linkKernels(memory);
  expect(bytes.every((byte) => byte === 0xa5)).toBe(true);
});

test("two links to one memory compute on the same numbers, links to two memories do not meet", async () => {
  const [shared, other] = [new WebAssembly.Memory({ initial: 1 }), new WebAssembly.Memory({ initial: 1 })];
  const [first, second, third] = await Promise.all(
    [shared, shared, other].map((memory) => linkKernels(memory)),
  );
  const numbers = new Float32Array(shared.buffer, 64, 1);
  first!.exp(64, 128, 1);
  expect(numbers[0]).toBe(1);
  second!.log(64, 64, 1);
  expect(numbers[0]).toBe(0);
  third!.exp(64, 128, 1);
  expect(numbers[0]).toBe(0);
});
