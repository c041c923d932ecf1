/** The same bits as float32, which is what an arena takes; no entry is read as a number on the way. */
export function asFloats({ buffer, byteOffset, length }: Int32Array | Uint32Array): Float32Array {
  return new Float32Array(buffer, byteOffset, length);
}
