import { expect, test } from "vitest";
import { decodeBase64 } from "../../src/kernels/base64.ts";

test("every byte comes back, with every length of padding", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => 255 - i);
  for (const length of [0, 1, 2, 3, 4, 255, 256]) {
    const part = bytes.subarray(0, length);
    expect(decodeBase64(Buffer.from(part).toString("base64"))).toEqual(new Uint8Array(part));
  }
});

test('"TWFu" stands for the bytes of "Man" (RFC 4648)', () => {
  expect([...decodeBase64("TWFu")]).toEqual([77, 97, 110]);
});

test("a character outside the alphabet is refused", () => {
  expect(() => decodeBase64("TW-u")).toThrow();
});
