import { DatasetError } from "../dataset-error.ts";
import { type ElementType, elementType } from "./element-type.ts";

/** How an array lies in its file (NEP 1 and numpy.lib.format). */
export interface ArrayHeader {
  readonly type: ElementType;
  readonly isFortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the values begin; they go on to the end. */
  readonly start: number;
}

const MAGIC = "\x93NUMPY";
const HEADER_BYTES = 2 ** 20;
const MAXIMUM_AXES = 32;

/** As a text: 32 numbers that no file can have more of. */
const LONGEST_SHAPE = 1000;

/** Enough of a file to know its header, which is mostly far shorter. */
export const LONGEST_HEADER: number = HEADER_BYTES + 12;

const entry = /\s*'(descr|fortran_order|shape)'\s*:\s*('[^']*'|True|False|\([^()]*\))\s*(,|(?=\}))/y;

/** Whether a file begins as a NumPy array does. */
export function isNpy(start: Uint8Array): boolean {
  return [...MAGIC].every((letter, i) => start[i] === letter.charCodeAt(0));
}

/**
 * Reads the header of an array of `size` bytes. Throws a DatasetError for another format, for values that are no numbers, and
 * where the shape does not need exactly the bytes that follow.
 */
export function arrayHeader(name: string, bytes: Uint8Array, size: number): ArrayHeader {
  const { text, start } = headerText(name, bytes);
  const fields = headerFields(name, text);
  const type = elementType(name, unquoted(name, fields.get("descr")));
  const shape = shapeOf(name, fields.get("shape") ?? "");
  const order = fields.get("fortran_order");
  if (order !== "True" && order !== "False") throw faulty(name, `fortran_order is ${order}`);
  const needed = shape.reduce((product, length) => product * BigInt(length), BigInt(type.bytes));
  if (needed !== BigInt(size - start)) {
    throw new DatasetError(
      `${name} must have ${needed} bytes of values for its shape (${shape.join(", ")}); got ${size - start}`,
    );
  }
  return { type, shape, isFortranOrder: order === "True", start };
}

function headerText(name: string, bytes: Uint8Array): { text: string; start: number } {
  const version = bytes[6] ?? 0;
  const prefix = version === 1 ? 10 : 12;
  if (!isNpy(bytes) || bytes.length < prefix) throw new DatasetError(`${name} must be a NumPy array`);
  if (version < 1 || version > 3 || bytes[7] !== 0)
    throw faulty(name, `its version is ${version}.${bytes[7]}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > HEADER_BYTES) throw faulty(name, `it has ${length} bytes`);
  if (prefix + length > bytes.length) throw faulty(name, "it goes on beyond the end");
  const text = new TextDecoder("latin1").decode(bytes.subarray(prefix, prefix + length));
  return { text, start: prefix + length };
}

/** Three entries of a Python dictionary in any order, each once. Nothing is evaluated. */
function headerFields(name: string, text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const body = /^\s*\{(.*\})\s*$/s.exec(text)?.[1];
  if (body === undefined) throw faulty(name, "it is no dictionary");
  let rest = body;
  for (;;) {
    entry.lastIndex = 0;
    const found = entry.exec(rest);
    if (found === null) break;
    const [whole, key = "", value = ""] = found;
    if (fields.has(key)) throw faulty(name, `${key} occurs twice`);
    fields.set(key, value);
    rest = rest.slice(whole.length);
  }
  if (!/^\s*\}$/.test(rest) || fields.size !== 3) throw faulty(name, `it says ${rest.slice(0, 60).trim()}`);
  return fields;
}

function unquoted(name: string, text: string | undefined): string {
  if (text?.startsWith("'")) return text.slice(1, -1);
  throw faulty(name, `descr is ${text}`);
}

/** `()`, `(3,)`, `(3, 4)`; Python 2 wrote `3L`. */
function shapeOf(name: string, text: string): readonly number[] {
  if (text.length > LONGEST_SHAPE || !/^\(\s*((\d+L?\s*,\s*)*(\d+L?)?)\s*\)$/.test(text))
    throw faulty(name, `shape is ${text.slice(0, 60)}`);
  const lengths = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  if (lengths.length > MAXIMUM_AXES || !lengths.every(Number.isSafeInteger)) {
    throw faulty(name, `shape is ${text.slice(0, 60)}`);
  }
  return lengths;
}

function faulty(name: string, what: string): DatasetError {
  return new DatasetError(`${name} must have the header of a NumPy array of numbers; ${what}`);
}
