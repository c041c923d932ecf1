import { broadcast_util, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";
import { checkTypes } from "./op.ts";

/** A batch of products [m, k] · [k, n]; a step of 0 bytes shares an operand between the members. */
export interface Product {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly aStep: number;
  readonly bStep: number;
  readonly biasStep?: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly relu?: boolean;
}

/** Heap addresses of a launch; bias 0 is none. */
export interface ProductAddresses {
  readonly out: number;
  readonly a: number;
  readonly b: number;
  readonly bias?: number;
}

/** Launches the matmul kernel. */
export function launchMatmul(
  backend: AcceleratedBackend,
  addresses: ProductAddresses,
  product: Product,
): void {
  if (product.k === 0) {
    launchWithoutTerms(backend, addresses, product);
    return;
  }
  const { out, a, b, bias = 0 } = addresses;
  const { batch, m, n, k, aStep, bStep, biasStep = 0 } = product;
  const { transposeA = false, transposeB = false, relu = false } = product;
  const { kernels } = backend;
  const scratch = backend.scratch(kernels.matmulScratchBytes(m, n, k));
  const activation = relu ? 1 : 0;
  // biome-ignore format: the order of the kernel's arguments
  kernels.matmul(
    out, a, b, bias, scratch,
    batch, m, n, k,
    aStep, bStep, biasStep,
    transposeA, transposeB, activation,
  );
}

/** The kernel needs a term: here it is 0 · 0. */
function launchWithoutTerms(
  backend: AcceleratedBackend,
  addresses: ProductAddresses,
  product: Product,
): void {
  const count = Math.max(product.m, product.n);
  const zeros = backend.output([count]);
  const address = backend.address(zeros);
  backend.kernels.sum(address, 0, 1, 0, count, 1);
  launchMatmul(backend, { ...addresses, a: address, b: address }, { ...product, k: 1, aStep: 0, bStep: 0 });
  backend.disposeData(zeros.dataId);
}

/** Which operands are transposed, and what is done to a finished sum. */
export interface MatmulOptions {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** [n] */
  readonly bias?: TensorInfo | undefined;
  readonly relu?: boolean;
}

/** a · b over the last two dimensions, the others broadcast as in tf.matMul. */
export function multiply(
  backend: AcceleratedBackend,
  a: TensorInfo,
  b: TensorInfo,
  options: MatmulOptions,
): TensorInfo {
  checkTypes(options.bias === undefined ? { a, b } : { a, b, bias: options.bias });
  const sizes = sizesOf(a, b, options);
  const isSingle = a.shape.length === 2 && b.shape.length === 2;
  const batch = isSingle ? [] : broadcast_util.assertAndGetBroadcastShape(sizes.aBatch, sizes.bBatch);
  const out = backend.output([...batch, sizes.m, sizes.n]);
  launchBatch(backend, out, a, b, batch, sizes, options);
  return out;
}

interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly aBatch: number[];
  readonly bBatch: number[];
}

function sizesOf(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: MatmulOptions): Sizes {
  const [aRows = 1, aColumns = 1] = a.shape.slice(-2);
  const [bRows = 1, bColumns = 1] = b.shape.slice(-2);
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [terms, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (k !== terms) {
    throw new RangeError(
      `matmul needs as many columns of a as rows of b; got [${a.shape}]${transposeA ? " transposed" : ""}` +
        ` and [${b.shape}]${transposeB ? " transposed" : ""}`,
    );
  }
  return { m, n, k, aBatch: a.shape.slice(0, -2), bBatch: b.shape.slice(0, -2) };
}

function launchBatch(
  backend: AcceleratedBackend,
  out: TensorInfo,
  a: TensorInfo,
  b: TensorInfo,
  batch: number[],
  { m, n, k, aBatch, bBatch }: Sizes,
  { transposeA, transposeB, bias, relu = false }: MatmulOptions,
): void {
  const [outBytes, aBytes, bBytes] = [m * n * 4, m * k * 4, k * n * 4];
  const addresses = {
    out: backend.address(out),
    a: backend.address(a),
    b: backend.address(b),
    bias: bias === undefined ? 0 : backend.address(bias),
  };
  const members = util.sizeFromShape(batch);
  if (isRegular(aBatch, batch) && isRegular(bBatch, batch)) {
    const [aStep, bStep] = [isShared(aBatch) ? 0 : aBytes, isShared(bBatch) ? 0 : bBytes];
    const product = { batch: members, m, n, k, aStep, bStep, transposeA, transposeB, relu };
    launchMatmul(backend, addresses, product);
    return;
  }
  const [aIndices, bIndices] = [memberIndices(batch, aBatch), memberIndices(batch, bBatch)];
  for (let member = 0; member < members; member++) {
    const at = {
      ...addresses,
      out: addresses.out + member * outBytes,
      a: addresses.a + aIndices[member]! * aBytes,
      b: addresses.b + bIndices[member]! * bBytes,
    };
    launchMatmul(backend, at, { batch: 1, m, n, k, aStep: 0, bStep: 0, transposeA, transposeB, relu });
  }
}

/** Whether an operand has one matrix for all members of the batch, or one for each in their order. */
function isRegular(operand: number[], batch: number[]): boolean {
  return isShared(operand) || util.arraysEqual(operand, batch);
}

function isShared(operand: number[]): boolean {
  return util.sizeFromShape(operand) === 1;
}

/** Where in an operand's batch each member of the whole batch finds its matrix, for batches that broadcast. */
function memberIndices(batch: number[], operand: number[]): number[] {
  const padded = [...batch.slice(operand.length).map(() => 1), ...operand];
  const strides = stridesOf(padded);
  return Array.from({ length: util.sizeFromShape(batch) }, (_, member) => {
    const place = util.indexToLoc(member, batch.length, stridesOf(batch));
    return place.reduce((index, at, axis) => index + (padded[axis] === 1 ? 0 : at * strides[axis]!), 0);
  });
}

function stridesOf(shape: number[]): number[] {
  return shape.map((_, axis) => util.sizeFromShape(shape.slice(axis + 1)));
}
