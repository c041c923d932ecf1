// (module (func (result v128) i32.const 0 i8x16.splat))
// biome-ignore format: bytes
const simdProbe = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
);

// (module (func (param v128 v128 v128) (result v128) local.get 0 local.get 1 local.get 2 f32x4.relaxed_madd))
// biome-ignore format: bytes
const relaxedSimdProbe = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0,
  10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11,
);

/** Throws where this engine has no 128-bit WebAssembly SIMD (Chrome < 91, Firefox < 89, Safari < 16.4, Node < 16.4). */
export function requireSimd(): void {
  if (!WebAssembly.validate(simdProbe)) {
    throw new Error("offline-rl needs WebAssembly SIMD, which this JavaScript engine does not support");
  }
}

/**
 * Throws where this engine has no relaxed WebAssembly SIMD (Chrome < 114, Firefox < 146, Safari, Node < 21).
 *
 * @param owner the function that has the option
 */
export function requireRelaxedSimd(owner: string): void {
  if (!WebAssembly.validate(relaxedSimdProbe)) {
    throw new Error(
      `${owner} with relaxed: true needs relaxed WebAssembly SIMD, which this JavaScript engine does not support:` +
        " Chrome has it from 114 on, Firefox from 146, Node from 21 (Node 20 with --experimental-wasm-relaxed-simd)." +
        " Without this option everything works in any engine with plain SIMD",
    );
  }
}
