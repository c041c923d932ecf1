import { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import {
  type DataType,
  engine,
  keep,
  type Tensor,
  type TensorInfo,
  util,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { KernelExports } from "../kernels/generated.ts";
import type { OwnedMemory, Recorder } from "./capture/recorder.ts";
import { Holds } from "./holds.ts";
import { redirect } from "./redirect.ts";
import type { TfjsModule } from "./tfjs-module.ts";

/** The name under which the backend and its kernels are registered with tfjs. */
export const backendName = "offline-rl";

const CACHE_LINE = 64;

/** The largest allocation: emmalloc takes 2 GiB and more for a negative number and gives a part of what is in use. */
const largestPiece = 2 ** 31 - 2 ** 16;

/** Allocated memory: where the allocation begins, and the first multiple of a cache line in it. */
export interface Piece {
  readonly base: number;
  readonly address: number;
}

const noPiece: Piece = { base: 0, address: 0 };

/**
 * tfjs-backend-wasm with our kernels on its heap. Tensors are its tensors; what a kernel gets is their addresses.
 * No view of the heap is kept: an allocation may move it.
 */
export class AcceleratedBackend extends BackendWasm {
  readonly #kernels: KernelExports;
  readonly #memory: WebAssembly.Memory;
  /** Who has the memory of the data that a captured function made. */
  readonly #owners = new Map<object, OwnedMemory>();
  readonly #holds = new Holds();
  #sharingChanges = 0;
  #scratch = { ...noPiece, bytes: 0 };
  #recorder: Recorder | undefined;

  constructor({ module, memory }: TfjsModule, kernels: KernelExports) {
    super(module);
    this.#kernels = kernels;
    this.#memory = memory;
  }

  /** What is called to launch a kernel. */
  get kernels(): KernelExports {
    return this.#recorder?.kernels ?? this.#kernels;
  }

  /** Watches what is done while a function is captured. */
  get recorder(): Recorder | undefined {
    return this.#recorder;
  }

  /** Calls a function under the eyes of a recorder, or of none. */
  withRecorder<Result>(recorder: Recorder | undefined, call: () => Result): Result {
    const before = this.#recorder;
    this.#recorder = recorder;
    try {
      return call();
    } finally {
      this.#recorder = before;
    }
  }

  /** The heap address of a tensor's first entry. */
  address(tensor: TensorInfo): number {
    this.#recorder?.use(tensor);
    return this.getMemoryOffset(tensor.dataId);
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
    this.copyInto(copy, tensor);
    return copy;
  }

  /** Overwrites a tensor with another of its size and type. */
  copyInto(to: TensorInfo, from: TensorInfo): void {
    const bytes = this.sizeOf(to) * util.bytesPerElement(to.dtype);
    this.kernels.duplicate(this.address(to), this.address(from), bytes);
  }

  /** Memory for the inside of one kernel launch, of at least `bytes`, which begins with a cache line. */
  scratch(bytes: number): number {
    if (this.#recorder !== undefined) return this.#recorder.scratch(bytes);
    if (bytes > this.#scratch.bytes) {
      this.giveBack(this.#scratch);
      this.#scratch = { ...noPiece, bytes: 0 };
      this.#scratch = { ...this.reserve(bytes), bytes };
    }
    return this.#scratch.address;
  }

  /** Memory outside of any tensor. */
  reserve(bytes: number): Piece {
    const room = bytes + CACHE_LINE;
    const base = room <= largestPiece ? this.wasm._malloc(room) >>> 0 : 0;
    if (base === 0) throw outOfMemory([bytes]);
    // tfjs's allocator gives multiples of 8: a kernel that reads in lines would split a quarter of its loads
    return { base, address: ((base + CACHE_LINE - 1) & -CACHE_LINE) >>> 0 };
  }

  giveBack({ base }: Piece): void {
    this.wasm._free(base);
  }

  /** A view of a float32 tensor's entries, good until the next allocation. */
  floats(tensor: TensorInfo): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#addressOfView(tensor), this.sizeOf(tensor));
  }

  /** A view of an int32 tensor's entries, good until the next allocation. */
  integers(tensor: TensorInfo): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#addressOfView(tensor), this.sizeOf(tensor));
  }

  /** A view of float64 numbers in a float32 tensor of twice the size, good until the next allocation. */
  doubles(tensor: TensorInfo): Float64Array {
    return new Float64Array(
      this.#memory.buffer,
      this.getMemoryOffset(tensor.dataId),
      this.sizeOf(tensor) / 2,
    );
  }

  /** A view of memory, good until the next allocation. */
  bytesAt(address: number, bytes: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, bytes);
  }

  /** The heap, which only grows, and then is another object: views of the one before are empty. */
  heap(): ArrayBuffer {
    return this.#memory.buffer;
  }

  /** Whose memory the data lie in, if a captured function made them. */
  ownerOf(dataId: object): OwnedMemory | undefined {
    return this.#owners.get(dataId);
  }

  /**
   * A tensor that keeps data alive at their address until `letGo`, and is nobody's share in them.
   *
   * @param home the variable whose data are expected at this address
   */
  hold({ dataId, shape, dtype }: TensorInfo, home?: Variable): Tensor {
    this.incRef(dataId);
    const held = keep(engine().makeTensorFromTensorInfo({ dataId, shape, dtype }));
    this.#holds.add(held, home);
    return held;
  }

  letGo(held: Tensor): void {
    this.#holds.remove(held);
    held.dispose();
  }

  /** How many tensors have these data, but for those that only hold them. */
  sharers(dataId: object): number {
    return this.refCount(dataId) - this.#holds.count(dataId);
  }

  /** Whether a variable has its data where a program expects them. */
  isAtHome(variable: Variable): boolean {
    return this.#holds.isHomeOf(variable);
  }

  /** Changes whenever a tensor comes to share data, or goes. */
  get sharingChanges(): number {
    return this.#sharingChanges;
  }

  override incRef(dataId: object): void {
    this.#sharingChanges++;
    super.incRef(dataId);
  }

  /** Gives the tensors that share what is held a copy of it, and leaves the address to those that hold it. */
  vacate({ dataId, shape, dtype }: Tensor): void {
    const copy = this.copyOf({ dataId, shape, dtype });
    this.#exchangeMemory(dataId, copy.dataId);
    const stays = engine().makeTensorFromTensorInfo(copy);
    for (const held of this.#holds.move(dataId, copy.dataId)) redirect(this, held, stays);
    stays.dispose();
  }

  override readSync(
    ...[dataId, start, end]: Parameters<BackendWasm["readSync"]>
  ): ReturnType<BackendWasm["readSync"]> {
    this.#recorder?.refuse("it reads the data of a tensor, which JavaScript would not do again in a replay");
    return super.readSync(dataId, start, end);
  }

  override write(...[values, shape, dtype]: Parameters<BackendWasm["write"]>): object {
    if (this.#recorder === undefined || dtype === "string" || Array.isArray(values)) {
      return super.write(values, shape, dtype);
    }
    const bytes = util.sizeFromShape(shape) * util.bytesPerElement(dtype);
    const contents = values === null ? undefined : new Uint8Array(values.buffer, values.byteOffset, bytes);
    const address = this.#recorder.allocate(bytes, contents);
    const { dataId } = this.makeOutput(shape, dtype, address);
    this.#owners.set(dataId, this.#recorder.memory);
    return dataId;
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

  override disposeData(dataId: object, force = false): boolean {
    this.#sharingChanges++;
    const owner = this.#owners.get(dataId);
    if (owner === undefined || (!force && this.refCount(dataId) > 1)) return super.disposeData(dataId, force);
    const { id, memoryOffset } = this.dataIdMap.get(dataId);
    this.wasm.tfjs.disposeData(id);
    this.dataIdMap.delete(dataId);
    this.#owners.delete(dataId);
    owner.free(memoryOffset);
    return true;
  }

  #addressOfView(tensor: TensorInfo): number {
    this.#recorder?.refuse("JavaScript reads or writes a tensor in it");
    return this.getMemoryOffset(tensor.dataId);
  }

  /** Lets two data of one size change places in memory. */
  #exchangeMemory(first: object, second: object): void {
    const [a, b] = [this.dataIdMap.get(first), this.dataIdMap.get(second)];
    [a.memoryOffset, b.memoryOffset] = [b.memoryOffset, a.memoryOffset];
    for (const { id, shape, memoryOffset } of [a, b]) {
      this.wasm.tfjs.disposeData(id);
      this.wasm.tfjs.registerTensor(id, util.sizeFromShape(shape), memoryOffset);
    }
    const [ownerOfA, ownerOfB] = [this.#owners.get(first), this.#owners.get(second)];
    this.#setOwner(first, ownerOfB);
    this.#setOwner(second, ownerOfA);
  }

  #setOwner(dataId: object, owner: OwnedMemory | undefined): void {
    if (owner === undefined) this.#owners.delete(dataId);
    else this.#owners.set(dataId, owner);
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
