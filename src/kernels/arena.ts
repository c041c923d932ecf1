const PAGE = 65536;
/** Where the arena begins: address 0 means "none" to some kernels. */
const BASE = 64;

/** An array in kernel memory, good until the call that it belongs to returns. */
export interface Block {
  readonly address: number;
  readonly length: number;
}

/** Memory for the arguments and results of one kernel call, from the bottom of `memory`; it grows as needed. */
export interface Arena {
  /** A block of `length` 4-byte entries with unspecified contents. */
  reserve(length: number): Block;
  /** The address of a copy of `values`. Throws for any other kind of array, whose bits would be read as float32. */
  place(values: Float32Array): number;
  /** A copy of a block's float32 contents. */
  read(block: Block): Float32Array;
}

/** A new, empty arena; the one before it must not be used any more. */
export function createArena(memory: WebAssembly.Memory): Arena {
  let end = BASE;
  const reserve = (length: number): Block => {
    const address = end;
    end += Math.ceil(length / 4) * 16;
    growTo(memory, end);
    return { address, length };
  };
  return {
    reserve,
    place(values) {
      checkArray(values);
      const { address } = reserve(values.length);
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      new Uint8Array(memory.buffer).set(bytes, address);
      return address;
    },
    read: ({ address, length }) => new Float32Array(memory.buffer, address, length).slice(),
  };
}

function checkArray(values: unknown): void {
  if (values instanceof Float32Array) return;
  const kind = values === null ? "null" : (Object(values).constructor?.name ?? typeof values);
  throw new TypeError(`the kernels read Float32Array; got ${values === undefined ? "undefined" : kind}`);
}

function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing <= 0) return;
  try {
    memory.grow(missing);
  } catch {
    throw new RangeError(`the kernel memory cannot grow to ${bytes} bytes; WebAssembly allows 4 GiB at most`);
  }
}
