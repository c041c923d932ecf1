const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Where the superblock of an HDF5 file begins, or −1: at 0 or, behind a user block, at 512, 1024, 2048, …
 * HDF5 File Format Specification 3.0, II.A.
 */
export function superblockOffset(bytes: Uint8Array): number {
  for (let offset = 0; offset < bytes.length; offset = Math.max(512, offset * 2)) {
    if (SIGNATURE.every((byte, i) => bytes[offset + i] === byte)) return offset;
  }
  return -1;
}
