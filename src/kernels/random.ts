/** A named, seeded stream of random numbers. The state is four words, so that a stream can be saved and resumed. */
export interface RandomStream {
  /** The four words of the generator; writing them moves the stream. */
  readonly state: Uint32Array;
  /** The next 32 random bits, 0 … 2³² − 1. */
  bits(): number;
  /** Uniform in [0, 1), a multiple of 2⁻²⁴: the same number in float32 and float64. */
  uniform(): number;
  /** Uniform in 0 … bound − 1, by the high word of bits · bound. */
  integer(bound: number): number;
}

/**
 * xoshiro128++ (Blackman & Vigna 2021, doi:10.1145/3460772), seeded by splitmix32 of `seed` and `name`, so that
 * streams of one seed are independent of each other and of the order in which they are made.
 * The kernels of assembly/random.ts draw the same numbers from the same state.
 */
export function randomStream(seed: number, name: string): RandomStream {
  const state = seedState(seed, name);
  const bits = (): number => nextBits(state);
  return {
    state,
    bits,
    uniform: () => (bits() >>> 8) * 2 ** -24,
    integer: (bound) => highWord(bits(), checkBound(bound)),
  };
}

function seedState(seed: number, name: string): Uint32Array {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed must be an integer from 0 to 2^53 - 1; got ${seed}`);
  }
  let mixed = hashText(name);
  const mix = (word: number): number => {
    mixed = scramble((mixed ^ word) + 0x9e3779b9);
    return mixed;
  };
  mix(seed >>> 0);
  mix(Math.floor(seed / 2 ** 32));
  return Uint32Array.from([1, 2, 3, 4], mix);
}

function nextBits(state: Uint32Array): number {
  const result = rotateLeft(state[0]! + state[3]!, 7) + state[0]!;
  const shifted = state[1]! << 9;
  state[2]! ^= state[0]!;
  state[3]! ^= state[1]!;
  state[1]! ^= state[2]!;
  state[0]! ^= state[3]!;
  state[2]! ^= shifted;
  state[3] = rotateLeft(state[3]!, 11);
  return result >>> 0;
}

function rotateLeft(word: number, shift: number): number {
  return (word << shift) | (word >>> (32 - shift));
}

/** The output function of splitmix32. */
function scramble(word: number): number {
  let z = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** FNV-1a over UTF-16 code units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** ⌊word · bound / 2³²⌋, exact for every bound up to 2³²: the product has 64 bits and a double has 53. */
function highWord(word: number, bound: number): number {
  const low = Math.floor(((word & 0xffff) * bound) / 65536);
  return Math.floor(((word >>> 16) * bound + low) / 65536);
}

function checkBound(bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
    throw new RangeError(`bound must be an integer from 1 to 2^32; got ${bound}`);
  }
  return bound;
}
