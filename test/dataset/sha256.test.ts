import { createHash } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { sha256 } from "../../src/dataset/sha256.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function withoutNode(): void {
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
}

/** FIPS 180-4, of the empty text and of "abc". */
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

function sharedAbc(): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(3));
  shared.set([97, 98, 99]);
  return shared;
}

const cases = [
  { what: "nothing", array: new Uint8Array(0), expected: EMPTY },
  { what: "abc", array: Uint8Array.of(97, 98, 99), expected: ABC },
  { what: "abc within more", array: Uint8Array.of(1, 97, 98, 99, 1).subarray(1, 4), expected: ABC },
  { what: "abc in shared memory", array: sharedAbc(), expected: ABC },
];

test.for(cases)("the digest of $what", async ({ array, expected }) => {
  expect(await sha256(array)).toBe(expected);
});

test.for(cases)("the digest of $what where there is no Node", async ({ array, expected }) => {
  withoutNode();
  expect(await sha256(array)).toBe(expected);
});

test("without Node and crypto.subtle it says what is needed", async () => {
  withoutNode();
  vi.stubGlobal("crypto", {});
  await expect(sha256(new Uint8Array(1))).rejects.toThrow(/^SHA-256 needs crypto\.subtle/);
});

test("an array that is hashed in several pieces has the digest of the whole", async () => {
  const array = new Uint8Array(2 ** 24 + 5).fill(3, 2 ** 24 - 5);
  expect(await sha256(array)).toBe(createHash("sha256").update(array).digest("hex"));
});
