import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type DataType, engine, type TensorInfo, util } from "@tensorflow/tfjs-core";
import type { KernelExports } from "../kernels/generated.ts";
import type { TfjsModule } from "./tfjs-module.ts";

/** The name under which the backend and its kernels are registered with tfjs. */
export const backendName = "offline-rl";

const CACHE_LINE = 64;

/** The largest allocation: emmalloc takes 2 GiB and more for a negative number and gives a part of what is in use. */
const largestPiece = 2 ** 31 - 2 ** 16;

/**
 * tfjs-backend-wasm with our kernels on its heap. Tensors are its tensors; what a kernel gets is their addresses.
 * No view of the heap is kept: an allocation may move it.
 */
export class AcceleratedBackend extends BackendWasm {
  readonly kernels: KernelExports;
  readonly #memory: WebAssembly.Memory;
  #scratch = { address: 0, bytes: 0 };

  constructor({ module, memory }: TfjsModule, kernels: KernelExports) {
    super(module);
    this.kernels = kernels;
    this.#memory = memory;
  }

  /** The heap address of a tensor's first entry. */
  address({ dataId }: TensorInfo): number {
    return this.getMemoryOffset(dataId);
  }

  /** The number of a tensor's entries. */
  sizeOf({ shape }: TensorInfo): number {
    return util.sizeFromShape(shape);
  }

  /** A new tensor with unspecified contents. */
  output(shape: number[], dtype: DataType = "float32"): TensorInfo {
    return this.makeOutput(shape, dtype);
  }

  /** A new tensor with the same contents. */
  copyOf(tensor: TensorInfo): TensorInfo {
    const copy = this.output(tensor.shape, tensor.dtype);
    const from = this.address(tensor);
    const bytes = this.sizeOf(tensor) * util.bytesPerElement(tensor.dtype);
    new Uint8Array(this.#memory.buffer).copyWithin(this.address(copy), from, from + bytes);
    return copy;
  }

  /** Memory for the inside of one kernel launch, of at least `bytes`. */
  scratch(bytes: number): number {
    if (bytes > this.#scratch.bytes) {
      this.wasm._free(this.#scratch.address);
      this.#scratch = { address: 0, bytes: 0 };
      this.#scratch = { address: this.#allocate(bytes), bytes };
    }
    // tfjs's allocator gives multiples of 8: a kernel that reads its scratch in lines would split a quarter of its loads
    return ((this.#scratch.address + CACHE_LINE - 1) & -CACHE_LINE) >>> 0;
  }

  /** A view of a float32 tensor's entries, good until the next allocation. */
  floats(tensor: TensorInfo): Float32Array {
    return new Float32Array(this.#memory.buffer, this.address(tensor), this.sizeOf(tensor));
  }

  /** A view of an int32 tensor's entries, good until the next allocation. */
  integers(tensor: TensorInfo): Int32Array {
    return new Int32Array(this.#memory.buffer, this.address(tensor), this.sizeOf(tensor));
  }

  /** A view of float64 numbers in a float32 tensor of twice the size, good until the next allocation. */
  doubles(tensor: TensorInfo): Float64Array {
    return new Float64Array(this.#memory.buffer, this.address(tensor), this.sizeOf(tensor) / 2);
  }

  /** The int32 at a heap address. */
  integerAt(address: number): number {
    return new DataView(this.#memory.buffer).getInt32(address, true);
  }

  /** Bytes of the heap, which only grows. */
  heapBytes(): number {
    return this.#memory.buffer.byteLength;
  }

  /** As in `BackendWasm`, which writes to address 0 when the heap cannot grow. */
  override move(...[dataId, values, shape, dtype, refCount]: Parameters<BackendWasm["move"]>): void {
    if (dtype === "string" || Array.isArray(values)) {
      super.move(dataId, values, shape, dtype, refCount);
      return;
    }
    const bytes = util.sizeFromShape(shape) * util.bytesPerElement(dtype);
    if (bytes > largestPiece) throw outOfMemory(shape);
    super.move(dataId, null, shape, dtype, refCount);
    const address = this.getMemoryOffset(dataId);
    if (address === 0) {
      this.disposeData(dataId, true);
      throw outOfMemory(shape);
    }
    if (values === null) return;
    new Uint8Array(this.#memory.buffer).set(new Uint8Array(values.buffer, values.byteOffset, bytes), address);
  }

  /** Room for `bytes` behind any alignment up to a cache line. */
  #allocate(bytes: number): number {
    const room = bytes + CACHE_LINE;
    const address = room <= largestPiece ? this.wasm._malloc(room) >>> 0 : 0;
    if (address === 0) throw outOfMemory([bytes]);
    return address;
  }
}

function outOfMemory(shape: number[]): RangeError {
  return new RangeError(
    `the WebAssembly heap has no room for [${shape}]; it holds 4 GiB at most, 2 GiB in one piece`,
  );
}

/** The running backend. Throws before `init`. */
export function acceleratedBackend(): AcceleratedBackend {
  // engine().backend would start tfjs's own wasm backend where none runs
  const { registry, backendName: current } = engine();
  const backend = registry[current];
  if (backend instanceof AcceleratedBackend) return backend;
  throw new Error("offline-rl has not been started: call `await init()` first");
}

/** Throws before `init`, when a tensor would start tfjs's own wasm backend, and fail there. */
export function requireInit(): void {
  acceleratedBackend();
}
