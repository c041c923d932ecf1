import { DatasetError } from "../dataset-error.ts";
import { exactInteger } from "../exact-integer.ts";
import { damaged } from "./damage.ts";
import type { Leaf } from "./leaf.ts";

export type NumberArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

/** Decoded values of a column: numbers, or texts. */
export type Values = NumberArray | string[];

/** How the values of a column are stored, and as what they are decoded. */
export interface ValueType {
  readonly integer: boolean;
  /** Bytes of a decoded value; of a text, those of its reference. */
  readonly bytes: number;
  readonly create: (count: number) => Values;
  /** Decodes `count` values in the encoding PLAIN. Throws a DatasetError when the bytes end too soon. */
  readonly plain: (bytes: Uint8Array, count: number) => Values;
  /** Values of other encodings, as hyparquet decodes them. */
  readonly convert: (values: ArrayLike<unknown>) => Values;
}

/** What the values of a column are. Throws a DatasetError for a type that is neither a number, a truth nor a text. */
export function valueType({ name, element }: Leaf): ValueType {
  const { type, converted_type: converted, logical_type: logical } = element;
  const unsigned = converted?.startsWith("UINT") || (logical?.type === "INTEGER" && !logical.isSigned);
  const isText = converted === "UTF8" || logical?.type === "STRING" || converted === "ENUM";
  if (converted !== "DECIMAL" && logical?.type !== "DECIMAL") {
    if (type === "FLOAT") return float32;
    if (type === "DOUBLE") return float64;
    if (type === "INT32") return unsigned ? uint32 : int32;
    if (type === "INT64") return unsigned ? uint64(name) : int64(name);
    if (type === "BOOLEAN") return boolean;
    if (type === "BYTE_ARRAY" && isText) return text;
  }
  const meaning = logical?.type ?? converted;
  throw new DatasetError(
    `column ${name} must hold numbers, booleans or texts; got ${type}${meaning ? ` (${meaning})` : ""}`,
  );
}

const float32: ValueType = {
  integer: false,
  bytes: 4,
  create: (count) => new Float32Array(count),
  plain: (bytes, count) => new Float32Array(aligned(bytes, 4 * count)),
  convert: (values) => Float32Array.from(values, Number),
};

const float64: ValueType = {
  integer: false,
  bytes: 8,
  create: (count) => new Float64Array(count),
  plain: (bytes, count) => new Float64Array(aligned(bytes, 8 * count)),
  convert: (values) => Float64Array.from(values, Number),
};

const int32: ValueType = {
  integer: true,
  bytes: 4,
  create: (count) => new Int32Array(count),
  plain: (bytes, count) => new Int32Array(aligned(bytes, 4 * count)),
  convert: (values) => Int32Array.from(values, Number),
};

const uint32: ValueType = {
  integer: true,
  bytes: 4,
  create: (count) => new Uint32Array(count),
  plain: (bytes, count) => new Uint32Array(aligned(bytes, 4 * count)),
  convert: (values) => Uint32Array.from(values, Number),
};

const int64 = (name: string): ValueType => ({
  integer: true,
  bytes: 8,
  create: (count) => new Float64Array(count),
  plain: (bytes, count) => joinWords(name, new Int32Array(aligned(bytes, 8 * count))),
  convert: (values) => Float64Array.from(values, (value) => exactInteger(`column ${name}`, Number(value))),
});

const uint64 = (name: string): ValueType => ({
  ...int64(name),
  plain: (bytes, count) => joinWords(name, new Uint32Array(aligned(bytes, 8 * count))),
  convert: (values) =>
    Float64Array.from(values, (value) =>
      exactInteger(`column ${name}`, BigInt.asUintN(64, BigInt(String(value)))),
    ),
});

const boolean: ValueType = {
  integer: true,
  bytes: 1,
  create: (count) => new Uint8Array(count),
  plain: (bytes, count) => {
    checkRoom(bytes, Math.ceil(count / 8));
    return Uint8Array.from({ length: count }, (_, i) => (bytes[i >> 3]! >> (i & 7)) & 1);
  },
  convert: (values) => Uint8Array.from(values, Number),
};

const text: ValueType = {
  integer: false,
  bytes: 8,
  create: (count) => new Array<string>(count).fill(""),
  plain: plainTexts,
  convert: (values) =>
    Array.from(values, (value) => (value instanceof Uint8Array ? utf8(value) : String(value))),
};

/** A copy of the first bytes: they may lie at an odd address, and the rest of their buffer is not to be kept. */
function aligned(bytes: Uint8Array, length: number): ArrayBuffer {
  checkRoom(bytes, length);
  return new Uint8Array(bytes.subarray(0, length)).buffer;
}

function checkRoom(bytes: Uint8Array, needed: number): void {
  if (needed > bytes.length) throw damaged(`values need ${needed} bytes of a page; it has ${bytes.length}`);
}

/** 64-bit integers from pairs of words, the lower one first. */
function joinWords(name: string, words: Int32Array | Uint32Array): Float64Array {
  const numbers = new Float64Array(words.length / 2);
  for (let i = 0; i < numbers.length; i++) {
    numbers[i] = exactInteger(`column ${name}`, words[2 * i + 1]! * 2 ** 32 + (words[2 * i]! >>> 0));
  }
  return numbers;
}

function plainTexts(bytes: Uint8Array, count: number): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return Array.from({ length: count }, () => {
    checkRoom(bytes, at + 4);
    const start = at + 4;
    at = start + view.getUint32(at, true);
    checkRoom(bytes, at);
    return utf8(bytes.subarray(start, at));
  });
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function utf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw damaged("a text is not UTF-8", cause);
  }
}
