import { openSource } from "../../../src/dataset/source.ts";

/** A text as an open file. */
export function textFile(text: string): ReturnType<typeof openSource> {
  return openSource(new TextEncoder().encode(text));
}

/** The same bytes in parts of a few. */
export async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}
