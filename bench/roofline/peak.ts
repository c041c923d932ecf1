import asc from "assemblyscript/asc";

// Multiplications and additions in registers, without a load: what no kernel of 128-bit SIMD without fused operations
// can exceed on this core. Thirteen chains hide the latency of both and leave registers for the operands.

const CHAINS = 13;
const chains = Array.from({ length: CHAINS }, (_, i) => `chain${i}`);
const source = `
export function multiplyAdd(rounds: i32, a: f32, b: f32): f32 {
  const factor = f32x4.splat(a);
  const summand = f32x4.splat(b);
${chains.map((chain, i) => `  let ${chain} = f32x4.splat(${i});`).join("\n")}
  do {
${chains.map((chain) => `    ${chain} = f32x4.add(f32x4.mul(${chain}, factor), summand);`).join("\n")}
    rounds--;
  } while (rounds > 0);
  return f32x4.extract_lane(${chains.reduce((total, chain) => `f32x4.add(${total}, ${chain})`)}, 0);
}`;

/** Billions of float32 operations a second that one core does in registers; the best of some samples. */
export async function peakGigaflops(): Promise<number> {
  const multiplyAdd = await compiled();
  const rounds = 400_000;
  const seconds = Array.from({ length: 50 }, () => {
    const start = performance.now();
    multiplyAdd(rounds, 0.5, 1);
    return (performance.now() - start) / 1000;
  });
  return (8 * CHAINS * rounds) / Math.min(...seconds) / 1e9;
}

async function compiled(): Promise<(rounds: number, a: number, b: number) => number> {
  const { binary, error } = await asc.compileString(source, {
    optimizeLevel: 3,
    runtime: "stub",
    enable: ["simd"],
    noAssert: true,
  });
  if (error || binary === null) throw error ?? new Error("asc gave no binary");
  const { instance } = await WebAssembly.instantiate(binary.slice());
  const { multiplyAdd } = instance.exports;
  if (typeof multiplyAdd !== "function") throw new Error("multiplyAdd is missing");
  return (rounds, a, b) => Number(multiplyAdd(rounds, a, b));
}
