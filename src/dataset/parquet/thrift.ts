import { damaged } from "./damage.ts";

/** Deeper than any metadata of Parquet. */
const MAXIMUM_DEPTH = 24;

const FIELD_STOP = 0;
const BOOLEAN_TRUE = 1;
const BOOLEAN_FALSE = 2;
const BYTE = 3;
const SHORT = 4;
const LONG = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/**
 * Where the structure that begins at `start` ends, in Thrift's compact protocol (thrift-compact-protocol.md). Every
 * length and count in it is held against the bytes that are left, so that a parser which believes them cannot be led
 * to allocate or to loop. Throws a DatasetError for what is cut off, too deep, or of a type that Parquet does not use.
 */
export function structureEnd(bytes: Uint8Array, start: number): number {
  const position = { bytes, at: start };
  skipStructure(position, 0);
  return position.at;
}

interface Position {
  readonly bytes: Uint8Array;
  at: number;
}

function skipStructure(position: Position, depth: number): void {
  if (depth > MAXIMUM_DEPTH) throw damaged(`metadata must not be deeper than ${MAXIMUM_DEPTH} levels`);
  for (;;) {
    const field = nextByte(position);
    const type = field & 0x0f;
    if (type === FIELD_STOP) return;
    if (field >> 4 === 0) skipVarint(position);
    if (type !== BOOLEAN_TRUE && type !== BOOLEAN_FALSE) skipValue(position, type, depth);
  }
}

function skipValue(position: Position, type: number, depth: number): void {
  if (type === BOOLEAN_TRUE || type === BOOLEAN_FALSE || type === BYTE) skipBytes(position, 1);
  else if (type >= SHORT && type <= LONG) skipVarint(position);
  else if (type === DOUBLE) skipBytes(position, 8);
  else if (type === BINARY) skipBytes(position, readLength(position));
  else if (type === LIST) skipList(position, depth);
  else if (type === STRUCT) skipStructure(position, depth + 1);
  else throw damaged(`metadata must be of the types that Parquet uses; got type ${type}`);
}

function skipList(position: Position, depth: number): void {
  const head = nextByte(position);
  const count = head >> 4 === 15 ? readLength(position) : head >> 4;
  const left = position.bytes.length - position.at;
  if (count > left) throw damaged(`a list of ${count} entries must fit the ${left} bytes that are left`);
  for (let i = 0; i < count; i++) skipValue(position, head & 0x0f, depth + 1);
}

function nextByte(position: Position): number {
  const byte = position.bytes[position.at++];
  if (byte === undefined) throw damaged("metadata end in the middle of a structure");
  return byte;
}

function skipBytes(position: Position, count: number): void {
  position.at += count;
  if (position.at > position.bytes.length) throw damaged("metadata end in the middle of a value");
}

/** At most 64 bits, seven a byte. */
function skipVarint(position: Position): void {
  for (let i = 0; i < 10; i++) if (nextByte(position) < 0x80) return;
  throw damaged("a number in the metadata must have at most ten bytes");
}

/** At most 28 bits: longer than any metadata that is read. */
function readLength(position: Position): number {
  let length = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = nextByte(position);
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) return length;
  }
  throw damaged("a length in the metadata must be below 2^28");
}
