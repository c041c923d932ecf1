import { expect, test } from "vitest";
import { type Frame, frameBytes, readFrames } from "../../../src/dataset/isolation/frame.ts";
import fc from "../../fast-check.ts";

/** Bytes in pieces of `size`, as a pipe may give them. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function received(bytes: Uint8Array, size: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of readFrames(pieces(bytes, size))) frames.push(frame);
  return frames;
}

const frames = fc.array(
  fc.record({
    kind: fc.constantFrom("ready", "call", "message", "end", "error"),
    head: fc.string({ unit: "grapheme" }),
    body: fc.uint8Array({ maxLength: 50 }),
  }),
);

test("frames come out as they went in, however the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(frames, fc.integer({ min: 1, max: 30 }), async (sent, size) => {
      const bytes = Buffer.concat(sent.flatMap((frame) => frameBytes(frame)));
      expect(await received(bytes, size)).toEqual(sent);
    }),
  );
});

test("a frame that is cut off is not given out", async () => {
  const bytes = Buffer.concat(frameBytes({ kind: "message", head: "{}", body: Uint8Array.of(1, 2) }));
  expect(await received(bytes.subarray(0, bytes.length - 1), 4)).toEqual([]);
});
