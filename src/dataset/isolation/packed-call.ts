import type { Frame } from "./frame.ts";
import type { TaskCall } from "./message.ts";

/** A call whose files are paths or bytes; bytes stand one after another behind it. */
interface PackedCall {
  readonly task: string;
  readonly request: string;
  readonly origins: readonly (string | number)[];
}

/** The frame of a call. Blobs are read before, since they cannot cross to another process. */
export async function packCall({ task, request, origins }: TaskCall): Promise<Frame> {
  const contents = await Promise.all(origins.map(content));
  const packed: PackedCall = {
    task,
    request,
    origins: contents.map((origin) => (typeof origin === "string" ? origin : origin.length)),
  };
  const bytes = contents.filter((origin) => typeof origin !== "string");
  return { kind: "call", head: JSON.stringify(packed), body: joined(bytes) };
}

export function takeCall({ head, body }: Frame): TaskCall {
  const { task, request, origins }: PackedCall = JSON.parse(head);
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return body.subarray(at - length, at);
  };
  return {
    task,
    request,
    origins: origins.map((origin) => (typeof origin === "string" ? origin : take(origin))),
  };
}

async function content(origin: string | Blob | Uint8Array): Promise<string | Uint8Array> {
  return origin instanceof Blob ? new Uint8Array(await origin.arrayBuffer()) : origin;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
