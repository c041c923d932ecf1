import { damaged, parsed } from "./damage.ts";
import { decodeHybrid } from "./hybrid.ts";
import type { Leaf } from "./leaf.ts";
import type { ParquetLibrary } from "./library.ts";
import type { DataPage } from "./page.ts";
import type { Values, ValueType } from "./value-type.ts";

/** What the values of a column are decoded with. */
export interface Decoder {
  readonly library: ParquetLibrary;
  readonly leaf: Leaf;
  readonly type: ValueType;
}

/** The `count` values of a page that are no nulls. Throws a DatasetError for what is damaged. */
export function decodeValues(
  decoder: Decoder,
  { encoding, values }: DataPage,
  count: number,
  dictionary: Values | undefined,
): Values {
  if (encoding === "PLAIN") return decoder.type.plain(values, count);
  if (encoding === "RLE_DICTIONARY" || encoding === "PLAIN_DICTIONARY") {
    return lookUp(decoder, dictionary, dictionaryIndices(values, count));
  }
  if (encoding === "RLE" && decoder.leaf.element.type === "BOOLEAN") return runsOfTruths(values, count);
  return parsed(`values in the encoding ${encoding}`, () =>
    decodeOther(decoder, { encoding, values, count }),
  );
}

/** The width of the indices stands before them; of no bits where the dictionary has one entry. */
function dictionaryIndices(bytes: Uint8Array, count: number): Uint32Array {
  const indices = new Uint32Array(count);
  const [width] = bytes;
  if (count > 0 && width === undefined) throw damaged("a page ends before its values");
  if (count > 0) decodeHybrid(bytes, { start: 1, end: bytes.length, width: width ?? 0 }, indices);
  return indices;
}

function lookUp({ type, leaf }: Decoder, dictionary: Values | undefined, indices: Uint32Array): Values {
  if (dictionary === undefined) throw damaged(`column ${leaf.name} refers to a dictionary that it lacks`);
  const size = dictionary.length;
  const bad = indices.findIndex((index) => index >= size);
  if (bad >= 0)
    throw damaged(`an index must be below the ${size} entries of its dictionary; got ${indices[bad]}`);
  const values = type.create(indices.length);
  for (let i = 0; i < indices.length; i++) values[i] = dictionary[indices[i]!]!;
  return values;
}

const LENGTH_BYTES = 4;

function runsOfTruths(bytes: Uint8Array, count: number): Uint8Array {
  const truths = new Uint8Array(count);
  decodeHybrid(bytes, { start: LENGTH_BYTES, end: bytes.length, width: 1 }, truths);
  return truths;
}

type Encoded = Pick<DataPage, "encoding" | "values" | "count">;

/** hyparquet sees a page without levels: they have been read. */
function decodeOther({ library, leaf, type }: Decoder, { encoding, values, count }: Encoded): Values {
  const header = {
    num_values: count,
    encoding,
    definition_level_encoding: encoding,
    repetition_level_encoding: encoding,
  };
  const { dataPage } = library.readDataPage(values, header, {
    pathInSchema: [...leaf.path],
    type: leaf.element.type ?? "BYTE_ARRAY",
    element: leaf.element,
    schemaPath: [],
    codec: "UNCOMPRESSED",
    parsers: library.parsers,
  });
  if (dataPage.length !== count) throw damaged(`a page must hold ${count} values; got ${dataPage.length}`);
  return type.convert(dataPage);
}
