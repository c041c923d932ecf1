import type { AcceleratedBackend, Piece } from "../backend.ts";
import type { OwnedMemory } from "./recorder.ts";

interface OwnedPiece extends Piece {
  readonly bytes: number;
  /** Whether another tensor of the program may lie here later. */
  readonly isReusable: boolean;
}

const CACHE_LINE = 64;

/**
 * The memory of one program. What a tensor leaves is given to the next one of its size, since a replay does everything in
 * the same order. Nothing goes back to the heap before `release`.
 */
export class ProgramMemory implements OwnedMemory {
  readonly #backend: AcceleratedBackend;
  readonly #pieces = new Map<number, OwnedPiece>();
  readonly #spare = new Map<number, number[]>();
  /** How many tensors lie at an address. */
  readonly #users = new Map<number, number>();
  #isReleased = false;

  constructor(backend: AcceleratedBackend) {
    this.#backend = backend;
  }

  /** Memory of a tensor that a launch fills. */
  allocate(bytes: number): number {
    const rounded = Math.max(1, Math.ceil(bytes / CACHE_LINE)) * CACHE_LINE;
    const address = this.#spare.get(rounded)?.pop() ?? this.#reserve(rounded, true);
    this.share(address);
    return address;
  }

  /** Memory that keeps its contents from one replay to the next. */
  constant(bytes: number): number {
    const address = this.#reserve(bytes, false);
    this.share(address);
    return address;
  }

  /** Memory for the inside of launches. */
  scratch(bytes: number): number {
    return this.#reserve(bytes, false);
  }

  /** One tensor more lies at the address. */
  share(address: number): void {
    this.#users.set(address, (this.#users.get(address) ?? 0) + 1);
  }

  free(address: number): void {
    const users = this.#users.get(address)! - 1;
    if (users > 0) {
      this.#users.set(address, users);
      return;
    }
    this.#users.delete(address);
    const { bytes, isReusable } = this.#pieces.get(address)!;
    if (this.#isReleased) this.#giveBack(address);
    else if (isReusable) this.#spareOf(bytes).push(address);
  }

  /** Gives back what no tensor needs; the rest goes with its tensors. */
  release(): void {
    this.#isReleased = true;
    for (const address of this.#pieces.keys()) {
      if (!this.#users.has(address)) this.#giveBack(address);
    }
  }

  #reserve(bytes: number, isReusable: boolean): number {
    const piece = this.#backend.reserve(bytes);
    this.#pieces.set(piece.address, { ...piece, bytes, isReusable });
    return piece.address;
  }

  #giveBack(address: number): void {
    this.#backend.giveBack(this.#pieces.get(address)!);
    this.#pieces.delete(address);
  }

  #spareOf(bytes: number): number[] {
    const spare = this.#spare.get(bytes) ?? [];
    this.#spare.set(bytes, spare);
    return spare;
  }
}
