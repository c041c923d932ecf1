import { DatasetError } from "../dataset-error.ts";
import { exactInteger } from "../exact-integer.ts";
import type { RawValues } from "../raw-columns.ts";

/** How NumPy stores a number. */
export interface ElementType {
  readonly bytes: number;
  readonly isBigEndian: boolean;
  readonly isInteger: boolean;
  /** Takes over little-endian bytes that begin at a multiple of `bytes`. */
  readonly decode: (bytes: Uint8Array<ArrayBuffer>) => RawValues;
}

type Decode = (buffer: ArrayBuffer, start: number, length: number, name: string) => RawValues;

const decoders: Readonly<Record<string, Decode>> = {
  f2: (buffer, start, length) => Float32Array.from(new Uint16Array(buffer, start, length), halfFloat),
  f4: (buffer, start, length) => new Float32Array(buffer, start, length),
  f8: (buffer, start, length) => new Float64Array(buffer, start, length),
  i1: (buffer, start, length) => new Int8Array(buffer, start, length),
  i2: (buffer, start, length) => new Int16Array(buffer, start, length),
  i4: (buffer, start, length) => new Int32Array(buffer, start, length),
  i8: (buffer, start, length, name) =>
    Float64Array.from(new BigInt64Array(buffer, start, length), (value) => exactInteger(name, value)),
  u1: (buffer, start, length) => new Uint8Array(buffer, start, length),
  u2: (buffer, start, length) => new Uint16Array(buffer, start, length),
  u4: (buffer, start, length) => new Uint32Array(buffer, start, length),
  u8: (buffer, start, length, name) =>
    Float64Array.from(new BigUint64Array(buffer, start, length), (value) => exactInteger(name, value)),
  b1: (buffer, start, length) => new Uint8Array(buffer, start, length),
};

/** The type that a text such as `<f4` declares. Throws a DatasetError for what is no number. */
export function elementType(name: string, descr: string): ElementType {
  const [, order, kind = ""] = /^([<>|=]?)([fiub]\d)$/.exec(descr) ?? [];
  const decode = Object.hasOwn(decoders, kind) ? decoders[kind] : undefined;
  if (decode === undefined) {
    const hint = descr.includes("O") ? " (objects of Python, which are not read)" : "";
    throw new DatasetError(`${name} must be stored as numbers; got type ${JSON.stringify(descr)}${hint}`);
  }
  const bytes = Number(kind.slice(1));
  return {
    bytes,
    isBigEndian: order === ">" && bytes > 1,
    isInteger: !kind.startsWith("f"),
    decode: (values) => decode(values.buffer, values.byteOffset, values.byteLength / bytes, name),
  };
}

/** IEEE 754 binary16. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
