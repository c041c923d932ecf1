import { DatasetError } from "./dataset-error.ts";

/** Bytes handed to Node's hash in one piece; it takes no more than 2 GiB. */
const PIECE = 2 ** 24;

/** SHA-256 (FIPS 180-4) of the bytes of an array, as 64 hexadecimal digits. */
export async function sha256(array: ArrayBufferView): Promise<string> {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const crypto = globalThis.process?.getBuiltinModule?.("node:crypto");
  if (crypto === undefined) return hexadecimal(await webDigest(bytes));
  const hash = crypto.createHash("sha256");
  for (let start = 0; start < bytes.length; start += PIECE) {
    hash.update(bytes.subarray(start, start + PIECE));
  }
  return hash.digest("hex");
}

/** Browsers hash an array as a whole, and no shared one. */
async function webDigest(bytes: Uint8Array): Promise<Uint8Array> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new DatasetError(
      "SHA-256 needs crypto.subtle, which pages have that are served by https or from localhost",
    );
  }
  const own =
    bytes.buffer instanceof ArrayBuffer
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : new Uint8Array(bytes);
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", own));
}

function hexadecimal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
