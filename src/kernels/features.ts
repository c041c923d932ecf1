// (module (func (result v128) i32.const 0 i8x16.splat))
// biome-ignore format: bytes
const simdProbe = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11,
);

/** Throws where this engine has no 128-bit WebAssembly SIMD (Chrome < 91, Firefox < 89, Safari < 16.4, Node < 16.4). */
export function requireSimd(): void {
  if (!WebAssembly.validate(simdProbe)) {
    throw new Error("offline-rl needs WebAssembly SIMD, which this JavaScript engine does not support");
  }
}
