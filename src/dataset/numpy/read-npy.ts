import { checkDecodedSize, decodedLimit } from "../decoded-limit.ts";
import type { Findings } from "../findings.ts";
import type { ReadOptions } from "../format.ts";
import type { RawColumn, RawColumns } from "../raw-columns.ts";
import { type OpenFile, readAll } from "../source.ts";
import { resolveMapping } from "../table/default-mapping.ts";
import { mappedColumns } from "../table/mapping.ts";
import { tableColumns } from "../table/table-columns.ts";
import { decodeArray, matrixShape } from "./array.ts";
import { arrayHeader, LONGEST_HEADER } from "./header.ts";

/**
 * Reads a log from one NumPy matrix with a row a step, whose columns are called "0", "1", … in the mapping. Throws a
 * DatasetError where the file is damaged, is no matrix of numbers, or is larger than `maximumBytes`.
 */
export async function readNpy(file: OpenFile, options: ReadOptions, findings: Findings): Promise<RawColumns> {
  const start = await file.slice(0, Math.min(LONGEST_HEADER, file.size));
  const header = arrayHeader("the array", start, file.size);
  const { rows, width } = matrixShape("the array", header);
  checkDecodedSize(file.size, decodedLimit(options.maximumBytes));
  const names = Array.from({ length: width }, (_, i) => `${i}`);
  const mapping = resolveMapping(names, options.columns, findings);
  const matrix = decodeArray("the array", (await readAll(file)).slice(), header);
  const used = names.filter((name) => mappedColumns(mapping).has(name));
  const columns = new Map(used.map((name) => [name, matrixColumn(matrix, rows, Number(name))]));
  return tableColumns({ rows, columns }, mapping, findings);
}

function matrixColumn({ values, width, integer }: RawColumn, rows: number, index: number): RawColumn {
  const narrow = values instanceof Float32Array;
  const column = narrow ? new Float32Array(rows) : new Float64Array(rows);
  for (let row = 0; row < rows; row++) column[row] = values[row * width + index]!;
  return { values: column, width: 1, integer };
}
