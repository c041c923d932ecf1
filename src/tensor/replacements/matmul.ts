import { getKernel, type NamedAttrMap, type TensorInfo } from "@tensorflow/tfjs-core";
import { type AcceleratedBackend, backendName } from "../backend.ts";
import { multiply } from "../matmul.ts";
import { callKernel, type Replacement } from "./replacement.ts";

/**
 * tf.matMul. tfjs-backend-wasm multiplies transposed operands in a scalar loop, and keeps a packed copy of the weights
 * that does not notice when an optimizer changes them in place.
 */
const batchMatMul: Replacement = {
  name: "BatchMatMul",
  run: (backend, { a, b }, attributes) => multiply(backend, a!, b!, transpositions(attributes)),
};

/** tf.fused.matMul. tfjs-backend-wasm is wrong for transposed operands with a bias and more than 48 terms. */
const fusedMatMul: Replacement = {
  name: "_FusedMatMul",
  run(backend, { a, b, bias }, attributes) {
    const { activation } = attributes;
    const kernelName = activationKernel(activation);
    const columns = b!.shape.at(attributes.transposeB === true ? -2 : -1);
    const isVector = bias?.shape.length === 1 && bias.shape[0] === columns;
    const relu = activation === "relu" && (bias === undefined || isVector);
    const options = { ...transpositions(attributes), relu };
    const product = multiply(backend, a!, b!, isVector ? { ...options, bias } : options);
    const sum = bias === undefined || isVector ? product : addInPlaceOf(backend, product, bias);
    return relu || kernelName === undefined ? sum : activate(backend, kernelName, sum, attributes);
  },
};

export const matmulKernels: readonly Replacement[] = [batchMatMul, fusedMatMul];

function transpositions({ transposeA, transposeB }: NamedAttrMap) {
  return { transposeA: transposeA === true, transposeB: transposeB === true };
}

function addInPlaceOf(backend: AcceleratedBackend, product: TensorInfo, bias: TensorInfo): TensorInfo {
  const sum = callKernel(getKernel("Add", backendName), backend, { a: product, b: bias });
  backend.disposeData(product.dataId);
  return sum;
}

const activationKernels: Record<string, string> = {
  relu: "Relu",
  relu6: "Relu6",
  elu: "Elu",
  sigmoid: "Sigmoid",
  leakyrelu: "LeakyRelu",
};

/** undefined where there is nothing to apply. */
function activationKernel(activation: NamedAttrMap[string] | undefined): string | undefined {
  if (activation === "linear" || activation === undefined) return undefined;
  const kernelName = activationKernels[String(activation)];
  if (kernelName === undefined) {
    throw new RangeError(
      `the activation of a fused matMul must be one of linear, ${Object.keys(activationKernels).join(", ")};` +
        ` got ${activation}`,
    );
  }
  return kernelName;
}

function activate(
  backend: AcceleratedBackend,
  kernelName: string,
  x: TensorInfo,
  { leakyreluAlpha: alpha = 0.2 }: NamedAttrMap,
): TensorInfo {
  const result = callKernel(getKernel(kernelName, backendName), backend, { x }, { alpha });
  backend.disposeData(x.dataId);
  return result;
}
