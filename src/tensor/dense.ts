import type { Tensor, Tensor1D, Tensor2D, Tensor3D, TensorInfo } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { launchMatmul } from "./matmul.ts";
import { type Call, type Op, runOp, upstreamOf } from "./op.ts";

/** What is done to x · kernel + bias. */
export type Activation = "linear" | "relu";

const forward = "OfflineRlDense";
const reluGradient = "OfflineRlReluGradient";
const inputGradient = "OfflineRlDenseInputGradient";
const kernelGradient = "OfflineRlDenseKernelGradient";
const biasGradient = "OfflineRlDenseBiasGradient";

/**
 * activation(x · kernel + bias) in one launch.
 *
 * @param x [rows, inputs]
 * @param kernel [inputs, outputs]
 * @param bias [outputs]
 * @returns [rows, outputs]
 */
export function dense(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D, activation: Activation): Tensor2D {
  checkShapes(x, kernel, bias, 2);
  return runOp<Tensor2D>(forward, { x, kernel, bias }, { relu: reluFlag(activation) });
}

/**
 * The same layer of every member of an ensemble, in one batched launch.
 *
 * @param x [members, rows, inputs], or [rows, inputs] for all members
 * @param kernel [members, inputs, outputs]
 * @param bias [members, outputs]
 * @returns [members, rows, outputs]
 */
export function ensembleDense(
  x: Tensor2D | Tensor3D,
  kernel: Tensor3D,
  bias: Tensor2D,
  activation: Activation,
): Tensor3D {
  checkShapes(x, kernel, bias, 3);
  return runOp<Tensor3D>(forward, { x, kernel, bias }, { relu: reluFlag(activation) });
}

function reluFlag(activation: Activation): number {
  if (activation === "linear") return 0;
  if (activation === "relu") return 1;
  throw new RangeError(`the activation of a dense layer must be linear or relu; got ${activation}`);
}

function checkShapes(x: Tensor, kernel: Tensor, bias: Tensor, rank: number): void {
  const shapes = `x [${x.shape}], kernel [${kernel.shape}], bias [${bias.shape}]`;
  const [inputs, outputs] = kernel.shape.slice(-2);
  const members = rank === 3 ? [kernel.shape[0]] : [];
  const fits =
    kernel.rank === rank &&
    (x.rank === 2 || (x.rank === rank && x.shape[0] === kernel.shape[0])) &&
    x.shape.at(-1) === inputs &&
    `${bias.shape}` === `${[...members, outputs]}`;
  if (!fits) throw new RangeError(`the shapes of a dense layer do not fit: ${shapes}`);
}

/** Sizes of a layer; without an ensemble there is one member. */
interface LayerSize {
  readonly members: number;
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  /** All members read the same x. */
  readonly isShared: boolean;
}

function sizeOf(x: TensorInfo, kernel: TensorInfo): LayerSize {
  const [inputs = 1, outputs = 1] = kernel.shape.slice(-2);
  const members = kernel.shape.length === 3 ? kernel.shape[0]! : 1;
  return { members, rows: x.shape.at(-2) ?? 1, inputs, outputs, isShared: x.shape.length === 2 };
}

function runForward(backend: AcceleratedBackend, call: Call): TensorInfo {
  const [x, kernel, bias] = [call.input("x"), call.input("kernel"), call.input("bias")];
  const { members, rows, inputs, outputs, isShared } = sizeOf(x, kernel);
  const out = backend.output([...kernel.shape.slice(0, -2), rows, outputs]);
  const addresses = {
    out: backend.address(out),
    a: backend.address(x),
    b: backend.address(kernel),
    bias: backend.address(bias),
  };
  launchMatmul(backend, addresses, {
    batch: members,
    m: rows,
    n: outputs,
    k: inputs,
    aStep: isShared ? 0 : rows * inputs * 4,
    bStep: inputs * outputs * 4,
    biasStep: outputs * 4,
    relu: call.number("relu") === 1,
  });
  return out;
}

/** upstream · kernelᵀ; summed over the members where they share x. */
function runInputGradient(backend: AcceleratedBackend, call: Call): TensorInfo {
  const [upstream, x, kernel] = [call.input("upstream"), call.input("x"), call.input("kernel")];
  const { members, rows, inputs, outputs, isShared } = sizeOf(x, kernel);
  const perMember = backend.output([members, rows, inputs]);
  const addresses = {
    out: backend.address(perMember),
    a: backend.address(upstream),
    b: backend.address(kernel),
  };
  launchMatmul(backend, addresses, {
    batch: members,
    m: rows,
    n: inputs,
    k: outputs,
    aStep: rows * outputs * 4,
    bStep: inputs * outputs * 4,
    transposeB: true,
  });
  if (!isShared || members === 1) return { ...perMember, shape: x.shape };
  const out = backend.output(x.shape);
  backend.kernels.sum(backend.address(out), addresses.out, 1, members, rows * inputs, 1);
  backend.disposeData(perMember.dataId);
  return out;
}

/** xᵀ · upstream of every member. */
function runKernelGradient(backend: AcceleratedBackend, call: Call): TensorInfo {
  const [upstream, x, kernel] = [call.input("upstream"), call.input("x"), call.input("kernel")];
  const { members, rows, inputs, outputs, isShared } = sizeOf(x, kernel);
  const out = backend.output(kernel.shape);
  const addresses = { out: backend.address(out), a: backend.address(x), b: backend.address(upstream) };
  launchMatmul(backend, addresses, {
    batch: members,
    m: inputs,
    n: outputs,
    k: rows,
    aStep: isShared ? 0 : rows * inputs * 4,
    bStep: rows * outputs * 4,
    transposeA: true,
  });
  return out;
}

/** The sum of upstream over the rows of every member. */
function runBiasGradient(backend: AcceleratedBackend, call: Call): TensorInfo {
  const upstream = call.input("upstream");
  const [rows = 1, outputs = 1] = upstream.shape.slice(-2);
  const members = upstream.shape.length === 3 ? upstream.shape[0]! : 1;
  const out = backend.output([...upstream.shape.slice(0, -2), outputs]);
  backend.kernels.sum(backend.address(out), backend.address(upstream), members, rows, outputs, 1);
  return out;
}

function runReluGradient(backend: AcceleratedBackend, call: Call): TensorInfo {
  const [upstream, output] = [call.input("upstream"), call.input("output")];
  const out = backend.output(output.shape);
  const { kernels } = backend;
  kernels.reluGradient(
    backend.address(out),
    backend.address(upstream),
    backend.address(output),
    backend.sizeOf(out),
  );
  return out;
}

export const denseOps: readonly Op[] = [
  {
    name: forward,
    run: runForward,
    gradient: {
      inputsToSave: ["x", "kernel"],
      outputsToSave: [true],
      gradFunc(dy, [x, kernel, output], { relu }) {
        // shared by the three gradients, each of which runs in a tidy of its own
        const upstream =
          relu === 1
            ? runOp<Tensor>(reluGradient, { upstream: upstreamOf(dy), output: output! })
            : upstreamOf(dy);
        return {
          x: () => runOp(inputGradient, { upstream, x: x!, kernel: kernel! }),
          kernel: () => runOp(kernelGradient, { upstream, x: x!, kernel: kernel! }),
          bias: () => runOp(biasGradient, { upstream }),
        };
      },
    },
  },
  { name: reluGradient, run: runReluGradient },
  { name: inputGradient, run: runInputGradient },
  { name: kernelGradient, run: runKernelGradient },
  { name: biasGradient, run: runBiasGradient },
];
