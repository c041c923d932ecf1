const CANONICAL_NAN = 0x7fc00000;

/** FNV-1a over the bytes of float32 numbers, in hexadecimal; all NaNs count as one, since their bits are the engine's. */
export function fingerprint(values: Float32Array): string {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  let hash = 0x811c9dc5;
  words.forEach((bits, i) => {
    const word = Number.isNaN(values[i]) ? CANONICAL_NAN : bits;
    for (let shift = 0; shift < 32; shift += 8)
      hash = Math.imul(hash ^ ((word >>> shift) & 0xff), 0x01000193);
  });
  return (hash >>> 0).toString(16).padStart(8, "0");
}
