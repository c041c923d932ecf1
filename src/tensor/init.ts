import {
  copyRegisteredKernels,
  engine,
  getGradient,
  getKernel,
  getKernelsForBackend,
  type KernelConfig,
  registerBackend,
  registerGradient,
  registerKernel,
  removeBackend,
  setBackend,
  unregisterKernel,
} from "@tensorflow/tfjs-core";
import { decodeBase64 } from "../kernels/base64.ts";
import { requireSimd } from "../kernels/features.ts";
import { type Binary, binaryOf, linkKernels } from "../kernels/instance.ts";
import { refuseUnknown } from "../kernels/options.ts";
import { typeName } from "../kernels/shape.ts";
import { AcceleratedBackend, backendName } from "./backend.ts";
import { bellmanTargetOps } from "./bellman-target.ts";
import { categoricalKlOps } from "./categorical-kl.ts";
import { denseOps } from "./dense.ts";
import { dropoutOps } from "./dropout.ts";
import { entropyOps } from "./entropy.ts";
import { expandOps } from "./expand.ts";
import { gaussianKlOps } from "./gaussian-kl.ts";
import { gradients } from "./gradients/index.ts";
import { huberOps } from "./huber.ts";
import { layerNormOps } from "./layer-norm.ts";
import { logSumExpOps } from "./log-sum-exp.ts";
import { callOf, checkTypes, type Op } from "./op.ts";
import { preluOps } from "./prelu.ts";
import { randomOps } from "./random.ts";
import { randomChoiceOps } from "./random-choice.ts";
import { gatherOps, gatherPlacesOps, type Replacement, replacements } from "./replacements/index.ts";
import { softmaxOps } from "./softmax.ts";
import { standardizeOps } from "./standardize.ts";
import { stridedSliceOps } from "./strided-slice-gradient.ts";
import { takePerRowOps } from "./take-per-row.ts";
import { tanhGaussianOps } from "./tanh-gaussian.ts";
import { tanhGradientOps } from "./tanh-gradient.ts";
import { startTfjsModule } from "./tfjs-module.ts";

/** How to start. Nothing has to be given. */
export interface InitOptions {
  /**
   * The SIMD binary of @tensorflow/tfjs-backend-wasm 4.22, or where to fetch it. By default it comes with the package,
   * as a chunk of its own; a site with a strict size budget can serve the file instead.
   */
  readonly wasm?: BufferSource | URL | string;
  /**
   * Fused multiply-adds where the processor has them: training is faster, and the last bits of its results differ from
   * one processor to another, which training can amplify. Needs relaxed WebAssembly SIMD (Chrome 114, Firefox 146,
   * Node 21; not Safari), and is refused where there is none. Default false: the same bits everywhere.
   */
  readonly relaxed?: boolean;
}

let started: { readonly binary: Binary; readonly done: Promise<void> } | undefined;

/**
 * Starts the accelerated backend and makes it tfjs's backend. Needed once before anything that computes; further calls
 * wait for the first, and are refused where they ask for another `relaxed`. Throws where there is no WebAssembly SIMD,
 * and where tfjs's own wasm backend already runs: its kernels can serve one backend only.
 */
export function init(options: InitOptions = {}): Promise<void> {
  try {
    refuseUnknown("init", "option", options, ["wasm", "relaxed"]);
    started ??= begin(options, binaryOf("init", options.relaxed));
    refuseOtherBinary(options, started.binary);
    return started.done;
  } catch (error) {
    return Promise.reject(error);
  }
}

function begin({ wasm }: InitOptions, binary: Binary) {
  const done = start(wasm, binary).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return { binary, done };
}

function refuseOtherBinary({ relaxed }: InitOptions, running: Binary): void {
  if (relaxed === undefined || binaryOf("init", relaxed) === running) return;
  throw new Error(
    `init was called with relaxed: ${relaxed}, but the kernels that run were started with relaxed: ${!relaxed};` +
      " one process has one kind",
  );
}

async function start(wasm: InitOptions["wasm"], binary: Binary): Promise<void> {
  // tf.findBackend would start it to find it
  if ("wasm" in engine().registry) {
    throw new Error(
      "tfjs's own wasm backend already runs, and its kernels can serve one backend: call init first",
    );
  }
  requireSimd();
  const tfjs = await startTfjsModule(await tfjsBinary(wasm));
  const backend = new AcceleratedBackend(tfjs, await linkKernels(tfjs.memory, binary));
  registerKernels(backend);
  registerBackend(backendName, () => backend);
  // tfjs's wasm kernels hold one module for all backends: starting "wasm" too would turn ours onto the wrong heap
  removeBackend("wasm");
  await setBackend(backendName);
}

async function tfjsBinary(wasm: InitOptions["wasm"]): Promise<BufferSource> {
  checkBinary(wasm);
  if (wasm === undefined) return decodeBase64((await import("./generated.ts")).tfjsBytes);
  if (typeof wasm !== "string" && !(wasm instanceof URL)) return wasm;
  const response = await fetch(wasm);
  if (!response.ok)
    throw new Error(`${wasm} could not be fetched: ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

function checkBinary(wasm: unknown): void {
  const isKnown = [
    wasm instanceof ArrayBuffer,
    ArrayBuffer.isView(wasm),
    wasm instanceof URL,
    typeof wasm === "string",
  ];
  if (wasm === undefined || isKnown.includes(true)) return;
  throw new TypeError(`wasm must be bytes, a URL or where to fetch it; got ${typeName(wasm)}`);
}

const ops: readonly Op[] = [
  ...bellmanTargetOps,
  ...categoricalKlOps,
  ...denseOps,
  ...dropoutOps,
  ...entropyOps,
  ...gatherOps,
  ...gatherPlacesOps,
  ...expandOps,
  ...gaussianKlOps,
  ...huberOps,
  ...layerNormOps,
  ...logSumExpOps,
  ...preluOps,
  ...randomChoiceOps,
  ...randomOps,
  ...softmaxOps,
  ...standardizeOps,
  ...stridedSliceOps,
  ...takePerRowOps,
  ...tanhGaussianOps,
  ...tanhGradientOps,
];

/** Keep a packed copy of their weights by identity, and would not notice an optimizer that works in place. */
const unsafeKernels = ["Conv2D", "DepthwiseConv2dNative", "FusedConv2D", "FusedDepthwiseConv2D", "Prelu"];

/** Give data another shape without a launch. */
const sharingKernels = ["ExpandDims", "Reshape"];

function registerKernels(backend: AcceleratedBackend): void {
  copyRegisteredKernels("wasm", backendName);
  for (const name of unsafeKernels) unregisterKernel(name, backendName);
  for (const kernel of getKernelsForBackend(backendName)) guard(backend, kernel);
  for (const replacement of replacements) replace(backend, replacement);
  for (const op of ops) register(backend, op);
  // a gradient that the application has registered, such as tfjs's own, stays
  for (const gradient of gradients)
    if (getGradient(gradient.kernelName) === undefined) registerGradient(gradient);
}

/** tfjs's own kernels work beside the list of launches, and would do nothing in a replay. */
function guard(backend: AcceleratedBackend, stock: KernelConfig): void {
  const { kernelName, kernelFunc } = stock;
  if (sharingKernels.includes(kernelName)) return;
  unregisterKernel(kernelName, backendName);
  registerKernel({
    ...stock,
    kernelFunc(parameters) {
      backend.recorder?.refuse(`it uses tfjs's kernel ${kernelName}, for which there is none of ours`);
      return kernelFunc(parameters);
    },
  });
}

function replace(backend: AcceleratedBackend, { name, run }: Replacement): void {
  const stock = getKernel(name, backendName);
  unregisterKernel(name, backendName);
  registerKernel({
    ...stock,
    kernelFunc: ({ inputs, attrs = {} }) => run(backend, inputs, attrs, stock),
  });
}

function register(backend: AcceleratedBackend, { name, integerInputs, run, gradient }: Op): void {
  registerKernel({
    kernelName: name,
    backendName,
    kernelFunc({ inputs, attrs }) {
      checkTypes(inputs, integerInputs);
      return run(backend, callOf(name, inputs, attrs));
    },
  });
  if (gradient !== undefined) registerGradient({ kernelName: name, ...gradient });
}
