/**
 * out[b][o][i] = Σ upstream[b][o][k] over the k < taken with indices[b][k] = i, in order, each a run of `inner` float32
 * entries, for i < length. An int32 index outside 0 … length − 1 counts nowhere.
 */
export function scatterSum(
  out: usize,
  upstream: usize,
  indices: usize,
  batch: i32,
  outer: i32,
  length: i32,
  taken: i32,
  inner: i32,
): void {
  const run = (<usize>inner) << 2;
  memory.fill(out, 0, <usize>batch * <usize>outer * <usize>length * run);
  for (let b = 0; b < batch; b++, indices += (<usize>taken) << 2) {
    for (let o = 0; o < outer; o++, out += <usize>length * run) {
      for (let k = 0; k < taken; k++, upstream += run) {
        const index = load<u32>(indices + ((<usize>k) << 2));
        if (index < <u32>length) addRun(out + <usize>index * run, upstream, inner);
      }
    }
  }
}

function addRun(sum: usize, x: usize, count: i32): void {
  const end = sum + ((<usize>count) << 2);
  for (const whole = sum + ((<usize>(count & ~3)) << 2); sum < whole; sum += 16, x += 16) {
    v128.store(sum, f32x4.add(v128.load(sum), v128.load(x)));
  }
  for (; sum < end; sum += 4, x += 4) store<f32>(sum, load<f32>(sum) + load<f32>(x));
}
