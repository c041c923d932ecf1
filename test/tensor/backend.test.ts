import { engine, fill, matMul, memory, sum, tensor, tensor1d, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type AcceleratedBackend, acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "./entries.ts";

test("before init it is an error that says what to do, and no other backend is started", () => {
  expect(() => acceleratedBackend()).toThrow(
    new Error("offline-rl has not been started: call `await init()` first"),
  );
  expect(Object.keys(engine().registry)).toEqual([]);
  expect(engine().backendName).toBeUndefined();
});

describe("after init", () => {
  let backend: AcceleratedBackend;

  beforeAll(async () => {
    await init();
    backend = acceleratedBackend();
  });

  test("the running backend is the one that tfjs uses", () => {
    expect(engine().backend).toBe(backend);
  });

  test("views read and write a tensor's entries in place", () => {
    const x = tensor([1, 2, 3, 4, 5, 6], [2, 3]);
    backend.floats(x)[4] = 50;
    expect(entriesOf(x)).toEqual([1, 2, 3, 4, 50, 6]);
    const n = tensor1d([7, 8], "int32");
    backend.integers(n)[0] = -7;
    expect(entriesOf(n)).toEqual([-7, 8]);
    expect([...backend.bytesAt(backend.address(n) + 4, 4)]).toEqual([8, 0, 0, 0]);
    const d = zeros([4]);
    backend.doubles(d).set([Math.PI, -Math.E]);
    expect([...backend.doubles(d)]).toEqual([Math.PI, -Math.E]);
  });

  test("an output has the shape and type asked for, float32 unless given", () => {
    expect(backend.output([2, 3])).toMatchObject({ shape: [2, 3], dtype: "float32" });
    expect(backend.output([4], "int32")).toMatchObject({ shape: [4], dtype: "int32" });
    expect(backend.sizeOf(backend.output([2, 3, 4]))).toBe(24);
    expect(backend.sizeOf(backend.output([]))).toBe(1);
  });

  test("scratch memory grows, does not shrink, and lies outside of all tensors", () => {
    const small = backend.scratch(64);
    expect(backend.scratch(16)).toBe(small);
    expect(backend.scratch(64)).toBe(small);
    const large = backend.scratch(1 << 20);
    expect(backend.scratch(64)).toBe(large);
    const x = fill([1 << 18], 1);
    const [start, end] = [backend.address(x), backend.address(x) + (1 << 20)];
    expect(large + (1 << 20) <= start || large >= end).toBe(true);
  });

  test("the heap grows with what is allocated, and views taken after that are good", () => {
    const x = tensor1d([1, 2, 3]);
    const before = backend.heap().byteLength;
    const large = backend.output([1 << 24]);
    expect(backend.heap().byteLength).toBeGreaterThanOrEqual(before + (1 << 26) - (1 << 24));
    expect([...backend.floats(x)]).toEqual([1, 2, 3]);
    expect(entriesOf(x)).toEqual([1, 2, 3]);
    backend.disposeData(large.dataId);
    const grown = backend.heap().byteLength;
    backend.disposeData(backend.output([1 << 24]).dataId);
    expect(backend.heap().byteLength).toBe(grown);
  });

  /** The heap up to emmalloc's own variables: the place of what is written by mistake, and C++ constants. */
  function beginningOfHeap(): number[] {
    const x = tensor1d([0]);
    const beginning = new Int32Array(backend.floats(x).buffer, 0, 4096).slice();
    x.dispose();
    return [...beginning];
  }

  test.for([
    { size: 2 ** 29, title: "2 GiB, negative as a 32-bit number" },
    { size: 2 ** 30 - 256, title: "4 GiB − 1 KiB, −1 KiB as a 32-bit number" },
    { size: 2 ** 30, title: "4 GiB, 0 as a 32-bit number" },
    { size: 2 ** 30 + 1, title: "4 GiB + 4, 4 as a 32-bit number" },
    { size: 2 ** 40, title: "4 TiB" },
  ])("a tensor of $title is refused, nothing is written and the backend goes on", ({ size }) => {
    const [beginning, before] = [beginningOfHeap(), memory()];
    const buffers = backend.numDataIds();
    const refused = new RangeError(
      `the WebAssembly heap has no room for [${size}]; it holds 4 GiB at most, 2 GiB in one piece`,
    );
    expect(() => backend.output([size])).toThrow(refused);
    expect(() => fill([size], 1)).toThrow(refused);
    expect(backend.numDataIds()).toBe(buffers);
    expect(memory()).toEqual(before);
    expect(beginningOfHeap()).toEqual(beginning);
    const x = tensor2d([1, 2, 3, 4], [2, 2]);
    expect(entriesOf(matMul(x, x))).toEqual([7, 10, 15, 22]);
  });

  test("when 3 GiB are in use there is no room for 2 more, and there is again when they are free", () => {
    const size = 3 * 2 ** 27;
    const pieces = [backend.output([size]), backend.output([size])];
    const buffers = backend.numDataIds();
    expect(() => backend.output([size])).toThrow(RangeError);
    expect(backend.numDataIds()).toBe(buffers);
    for (const { dataId } of pieces) backend.disposeData(dataId);
    expect(entriesOf(sum(fill([1 << 20], 1)))).toEqual([1 << 20]);
  });

  test.for([2 ** 31, 2 ** 32 - 1024, 2 ** 32, 2 ** 32 + 8])(
    "scratch memory of %d bytes is refused, and the next is not what has been freed for it",
    (bytes) => {
      backend.scratch(2 << 20);
      expect(() => backend.scratch(bytes)).toThrow(
        new RangeError(
          `the WebAssembly heap has no room for [${bytes}]; it holds 4 GiB at most, 2 GiB in one piece`,
        ),
      );
      // takes the place of what has been freed
      const ones = Array.from({ length: 64 }, () => fill([1 << 15], 1));
      const address = backend.scratch(1 << 20);
      new Uint8Array(backend.floats(ones[0]!).buffer).fill(255, address, address + (1 << 20));
      for (const each of ones) expect(entriesOf(sum(each))).toEqual([1 << 15]);
      for (const each of ones) each.dispose();
    },
  );

  test("strings are kept outside of the heap", () => {
    expect(tensor1d(["a", "bc"]).dataSync()).toEqual(["a", "bc"]);
  });
});
