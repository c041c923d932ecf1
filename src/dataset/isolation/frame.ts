/** A message on a stream of bytes, or what else is to be told. */
export interface Frame {
  readonly kind: FrameKind;
  readonly head: string;
  readonly body: Uint8Array;
}

/** `ready`: the other side has started. `error`: its head is what went wrong. */
export type FrameKind = "ready" | "call" | "message" | "end" | "error";

const kinds: readonly FrameKind[] = ["ready", "call", "message", "end", "error"];

/** The kind and the length of the head as uint32, the length of the body as float64, little-endian. */
const PREFIX_BYTES = 16;

/** A frame as bytes, in pieces: the body is not copied. */
export function frameBytes({ kind, head, body }: Frame): Uint8Array[] {
  const headBytes = new TextEncoder().encode(head);
  const prefix = new DataView(new ArrayBuffer(PREFIX_BYTES));
  prefix.setUint32(0, kinds.indexOf(kind), true);
  prefix.setUint32(4, headBytes.length, true);
  prefix.setFloat64(8, body.length, true);
  return [new Uint8Array(prefix.buffer), headBytes, body];
}

/** The frames of a stream, until it ends. */
export async function* readFrames(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  const fill = filler(stream[Symbol.asyncIterator]());
  for (;;) {
    const prefix = new DataView(new ArrayBuffer(PREFIX_BYTES));
    if (!(await fill(new Uint8Array(prefix.buffer)))) return;
    const head = new Uint8Array(prefix.getUint32(4, true));
    const body = new Uint8Array(prefix.getFloat64(8, true));
    if (!(await fill(head)) || !(await fill(body))) return;
    yield {
      kind: kinds[prefix.getUint32(0, true)] ?? "error",
      head: new TextDecoder().decode(head),
      body,
    };
  }
}

/** Fills an array from the stream; resolves with false where it ends before. */
function filler(chunks: AsyncIterator<Uint8Array>): (out: Uint8Array) => Promise<boolean> {
  let rest: Uint8Array = new Uint8Array();
  return async (out) => {
    for (let at = 0; at < out.length; ) {
      if (rest.length === 0) {
        const next = await chunks.next();
        if (next.done) return false;
        rest = next.value;
      }
      const part = rest.subarray(0, out.length - at);
      out.set(part, at);
      at += part.length;
      rest = rest.subarray(part.length);
    }
    return true;
  };
}
