import type { KernelExports } from "../../src/kernels/generated.ts";
import { type Binary, linkKernels } from "../../src/kernels/instance.ts";
import type { Launch } from "./launch.ts";

/** One page: it is copied for every call. */
const PAGES = 1;
/** Bytes that lie untouched between any two blocks, and before the first. */
const GUARD = 64;

/** Runs kernel calls amid guard bytes, and says what is wrong with the results or with the bytes around them. */
export interface GuardedMemory {
  /** The blocks start `offset` bytes after a multiple of 16, each 4 bytes further than the one before it. */
  run(launch: Launch, offset: number): string[];
  /** The block `last` ends where the memory ends, so that a read beyond it is a trap. */
  runAtEnd(launch: Launch, last: number): string[];
}

export async function createGuardedMemory(binary?: Binary): Promise<GuardedMemory> {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES });
  const exports = await linkKernels(memory, binary);
  return {
    run: (launch, offset) => runAt(exports, memory.buffer, launch, layOut(launch, offset)),
    runAtEnd(launch, last) {
      const addresses = layOut(launch, 0).with(last, memory.buffer.byteLength - launch.operands[last]!.bytes);
      return runAt(exports, memory.buffer, launch, addresses);
    },
  };
}

function layOut({ operands }: Launch, offset: number): number[] {
  let end = 0;
  return operands.map(({ bytes, contents }, i) => {
    const shift = contents instanceof Float64Array ? 0 : (offset + 4 * i) % 16;
    const address = Math.ceil((end + GUARD) / 16) * 16 + shift;
    end = address + bytes;
    return address;
  });
}

/**
 * Words that a kernel cannot write by chance or by copying its neighbours: each is another signalling NaN, which every
 * operation turns into a quiet one.
 */
const guards = Uint32Array.from(
  { length: (PAGES * 65536) / 4 },
  (_, i) => 0x7f800001 + (Math.imul(i, 0x9e3779b1) >>> 11),
);

/** What memory held before a call. One for all calls: there are 10⁵ of them. */
const before = Buffer.alloc(PAGES * 65536);

function runAt(
  exports: KernelExports,
  memory: ArrayBuffer,
  { operands, run, returns }: Launch,
  addresses: readonly number[],
): string[] {
  const bytes = new Uint8Array(memory);
  bytes.set(new Uint8Array(guards.buffer));
  operands.forEach(({ contents }, i) => {
    if (contents) bytes.set(bytesOf(contents), addresses[i]!);
  });
  checkDisjoint(operands, addresses, bytes.length);
  before.set(bytes);
  const returned = run(exports, ...addresses);
  const problems = operands.flatMap((operand, i) => {
    if (!operand.problems) return [];
    before.set(bytes.subarray(addresses[i]!, addresses[i]! + operand.bytes), addresses[i]!);
    return operand.problems(memory, addresses[i]!).map((problem) => `block ${i}, ${problem}`);
  });
  const wrong = returned === returns ? [] : [`it returned ${returned} in place of ${returns}`];
  return [...wrong, ...problems, ...strayWrites(bytes, addresses)];
}

function checkDisjoint(operands: Launch["operands"], addresses: readonly number[], end: number): void {
  const blocks = operands.map(({ bytes }, i) => ({ start: addresses[i]!, end: addresses[i]! + bytes }));
  blocks.sort((a, b) => a.start - b.start);
  if (blocks.some((block, i) => block.end > (blocks[i + 1]?.start ?? end))) {
    throw new RangeError(`the blocks of a call must fit into ${end} bytes`);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function strayWrites(after: Uint8Array, addresses: readonly number[]): string[] {
  if (before.equals(after)) return [];
  const address = before.findIndex((byte, i) => byte !== after[i]);
  return [`byte ${address} was overwritten, the blocks being at ${addresses.join(", ")}`];
}
