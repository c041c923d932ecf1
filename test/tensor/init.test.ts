import {
  conv2d,
  engine,
  findBackend,
  getBackend,
  getGradient,
  getKernel,
  ones,
  type Rank,
  registerGradient,
  tanh,
  tensor1d,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { backendName } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "./entries.ts";

/** As an application may have registered it before. */
const ofApplication = {
  kernelName: "Tanh",
  gradFunc: () => ({ x: () => tensor1d([42]) }),
};

describe("a start that fails leaves room for another", () => {
  test("an unknown option is refused by name", async () => {
    const options = JSON.parse('{ "threads": 4 }');
    await expect(init(options)).rejects.toThrow(
      new RangeError('init has no option "threads"; it has wasm, relaxed'),
    );
  });

  test("options that are no object are refused", async () => {
    await expect(init(JSON.parse("null"))).rejects.toThrow(
      new TypeError("init takes its options as an object; got null"),
    );
    await expect(init(JSON.parse('"tfjs.wasm"'))).rejects.toThrow(
      new TypeError("init takes its options as an object; got tfjs.wasm"),
    );
  });

  test("bytes that are no WebAssembly are refused", async () => {
    await expect(init({ wasm: Uint8Array.of(1, 2, 3) })).rejects.toThrow(WebAssembly.CompileError);
  });

  test("no backend has been registered by them", () => {
    expect(engine().backendNames()).toEqual(["wasm"]);
    expect(Object.keys(engine().registry)).toEqual([]);
  });
});

describe("a start", () => {
  let started: Promise<void>;

  beforeAll(async () => {
    registerGradient(ofApplication);
    started = init();
    await started;
  });

  test("makes ours the backend, without tf.setBackend", () => {
    expect(getBackend()).toBe("offline-rl");
    expect(entriesOf(tanh(tensor1d([0])))).toEqual([0]);
  });

  test("is the only one: every further call gives its promise", () => {
    expect(init()).toBe(started);
    expect(init({ wasm: "https://example.com/other.wasm" })).toBe(started);
  });

  test("accepts the kind of kernels that run, and refuses the other", async () => {
    expect(init({ relaxed: false })).toBe(started);
    await expect(init({ relaxed: true })).rejects.toThrow(/^init (with|was called with) relaxed: true/);
    await expect(init(JSON.parse('{ "relaxed": 1 }'))).rejects.toThrow(
      new TypeError("relaxed must be true or false; got 1"),
    );
    expect(init()).toBe(started);
  });

  test("still refuses an unknown option afterwards, and leaves the backend running", async () => {
    await expect(init(JSON.parse('{ "wasn": "tfjs.wasm" }'))).rejects.toThrow(
      new RangeError('init has no option "wasn"; it has wasm, relaxed'),
    );
    await expect(init(JSON.parse("null"))).rejects.toThrow(
      new TypeError("init takes its options as an object; got null"),
    );
    expect(init()).toBe(started);
    expect(getBackend()).toBe("offline-rl");
  });

  test("removes tfjs's own wasm backend, so that nothing can start it", () => {
    expect(findBackend("wasm")).toBeNull();
    expect(engine().backendNames()).toEqual(["offline-rl"]);
    expect(Object.keys(engine().registry)).toEqual(["offline-rl"]);
  });

  test("leaves a gradient that the application has registered", () => {
    expect(getGradient("Tanh")).toBe(ofApplication);
    expect(getGradient("Sigmoid")).toBeDefined();
  });

  test.for(["Conv2D", "DepthwiseConv2dNative", "FusedConv2D", "FusedDepthwiseConv2D"])(
    "leaves out %s, which keeps a packed copy of weights that would go stale",
    (name) => {
      expect(getKernel(name, "wasm")).toBeDefined();
      expect(getKernel(name, backendName)).toBeUndefined();
    },
  );

  test("an op without a kernel is an error that names it", () => {
    expect(() => conv2d(ones<Rank.R4>([1, 4, 4, 1]), ones([2, 2, 1, 1]), 1, "same")).toThrow(
      "Kernel 'Conv2D' not registered for backend 'offline-rl'",
    );
  });
});
