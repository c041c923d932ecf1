import { DatasetError } from "../../../src/dataset/dataset-error.ts";
import { type LoadOptions, loadDataset } from "../../../src/dataset/load.ts";

/** Each byte with all its bits turned, and with the lowest, one in the middle and the highest turned. */
export function* flippedBytes(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at++) {
    for (const mask of [0xff, 0x01, 0x10, 0x80]) {
      const copy = bytes.slice();
      copy[at] = bytes[at]! ^ mask;
      yield copy;
    }
  }
}

/** The file as it would be after every possible end. */
export function* truncations(bytes: Uint8Array): Generator<Uint8Array> {
  for (let end = 0; end < bytes.length; end++) yield bytes.slice(0, end);
}

/** What is read, or the message of the DatasetError; another error passes. */
export async function outcome(bytes: Uint8Array, options: LoadOptions): Promise<unknown> {
  try {
    const { rows, observations, actions, rewards, terminated, truncated } = await loadDataset(bytes, {
      ...options,
      onWarning: () => {},
    });
    return { rows, observations, actions, rewards, terminated, truncated };
  } catch (error) {
    if (error instanceof DatasetError) return error.message;
    throw error;
  }
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
