import { copyRun, fillRun } from "./run";

/**
 * out[b][o][k] = x[b][o][indices[b][k]], each a run of `inner` words, for k < taken; where the int32 index is outside
 * 0 … length − 1, words with the bits `missing`.
 */
export function gather(
  out: usize,
  x: usize,
  indices: usize,
  batch: i32,
  outer: i32,
  length: i32,
  taken: i32,
  inner: i32,
  missing: i32,
): void {
  gatherRuns<u32>(out, x, indices, batch, outer, length, taken, inner, missing);
}

/** The same in bytes. */
export function gatherBool(
  out: usize,
  x: usize,
  indices: usize,
  batch: i32,
  outer: i32,
  length: i32,
  taken: i32,
  inner: i32,
  missing: i32,
): void {
  gatherRuns<u8>(out, x, indices, batch, outer, length, taken, inner, missing);
}

function gatherRuns<T>(
  out: usize,
  x: usize,
  indices: usize,
  batch: i32,
  outer: i32,
  length: i32,
  taken: i32,
  inner: i32,
  missing: i32,
): void {
  const run = <usize>inner * sizeof<T>();
  for (let b = 0; b < batch; b++, indices += (<usize>taken) << 2) {
    for (let o = 0; o < outer; o++, x += <usize>length * run) {
      for (let k = 0; k < taken; k++, out += run) {
        const index = load<u32>(indices + ((<usize>k) << 2));
        if (index < <u32>length) copyRun<T>(out, x + <usize>index * run, inner);
        else if (sizeof<T>() === 4) fillRun(out, i32x4.splat(missing), inner);
        else memory.fill(out, <u8>missing, run);
      }
    }
  }
}

/**
 * One axis of places [count][depth] worked into flat indices: out[i] = out[i] · size + places[i][axis], where axis 0 starts
 * from 0; −1 as soon as the place along an axis is outside 0 … size − 1.
 */
export function foldIndex(out: usize, places: usize, count: i32, depth: i32, axis: i32, size: i32): void {
  const row = (<usize>depth) << 2;
  places += (<usize>axis) << 2;
  for (let i = 0; i < count; i++, out += 4, places += row) {
    const flat = axis === 0 ? 0 : load<i32>(out);
    const place = load<i32>(places);
    const isInside = flat >= 0 && <u32>place < <u32>size;
    store<i32>(out, isInside ? flat * size + place : -1);
  }
}
