import { type RandomStream, randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";

/** Where the numbers of a kernel call come from. */
export interface Values {
  /** Draws of N(0, scale²), with special values among them if this source gives any. */
  floats(count: number, scale?: number): Float32Array;
  /** The same without special values. */
  ordinary(count: number, scale?: number): Float32Array;
  readonly stream: RandomStream;
}

const specials = [0, -0, 2 ** -149, -(2 ** -130), Infinity, -Infinity, NaN] as const;

export function ordinaryValues(name: string): Values {
  const stream = randomStream(0, name);
  const ordinary = (count: number, scale = 1) => normals(stream, count, scale);
  return { floats: ordinary, ordinary, stream };
}

/** About three special values a block, so that rows with and without them stand side by side. */
export function specialValues(name: string): Values {
  const { ordinary, stream } = ordinaryValues(name);
  const floats = (count: number, scale = 1) =>
    ordinary(count, scale).map((x) =>
      stream.uniform() < Math.min(0.25, 3 / count) ? specials[stream.integer(specials.length)]! : x,
    );
  return { floats, ordinary, stream };
}
