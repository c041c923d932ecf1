import { damaged } from "./damage.ts";

/**
 * Decodes `out.length` numbers of `width` bits from the bytes start … end − 1, runs of equal numbers and groups of eight
 * packed ones in turn (Parquet's RLE / bit-packing hybrid, Encodings.md). Neither reads beyond `end` nor writes beyond
 * `out`, whatever the runs claim. Throws a DatasetError when the bytes end too soon.
 */
export function decodeHybrid(
  bytes: Uint8Array,
  { start, end, width }: { readonly start: number; readonly end: number; readonly width: number },
  out: Uint8Array | Uint32Array,
): void {
  if (width > 32) throw damaged(`numbers must be packed into at most 32 bits; got ${width}`);
  const source = { bytes, at: start, end };
  let done = 0;
  while (done < out.length) {
    const head = readVarint(source);
    const limit = Math.min(out.length - done, head % 2 === 1 ? (head >>> 1) * 8 : head >>> 1);
    if (head % 2 === 1) unpack(source, width, head >>> 1, out.subarray(done, done + limit));
    else out.fill(readRepeated(source, width), done, done + limit);
    done += limit;
  }
}

interface Source {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
}

function nextByte(source: Source): number {
  if (source.at >= source.end) throw damaged("packed numbers end too soon");
  return source.bytes[source.at++]!;
}

function readVarint(source: Source): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = nextByte(source);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
  throw damaged("the length of a run must have at most five bytes");
}

function readRepeated(source: Source, width: number): number {
  let value = 0;
  for (let shift = 0; shift < width; shift += 8) value |= nextByte(source) << shift;
  return value >>> 0;
}

/** The last group may be cut off behind the numbers that are needed, as some writers do. */
function unpack(source: Source, width: number, groups: number, out: Uint8Array | Uint32Array): void {
  const needed = Math.ceil((out.length * width) / 8);
  if (source.at + needed > source.end) throw damaged("packed numbers end too soon");
  unpackBits(source.bytes, source.at, width, out);
  source.at = Math.min(source.end, source.at + groups * width);
}

/** Bits are taken from the least significant end of each byte on. */
function unpackBits(bytes: Uint8Array, from: number, width: number, out: Uint8Array | Uint32Array): void {
  const mask = 2 ** width - 1;
  let at = from;
  let held = 0;
  let count = 0;
  for (let i = 0; i < out.length; i++) {
    // above 24 bits, what is held beside a further byte exceeds an int32: doubles hold it exactly
    while (count < width) {
      held += bytes[at++]! * 2 ** count;
      count += 8;
    }
    const rest = Math.floor(held / (mask + 1));
    out[i] = held - rest * (mask + 1);
    held = rest;
    count -= width;
  }
}
