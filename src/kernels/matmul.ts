import type { Kernels } from "./kernels.ts";
import { refuseUnknown } from "./options.ts";
import { checkLength, checkSize } from "./shape.ts";

/** Sizes of a product [rows][terms] · [terms][columns], and which operand is stored the other way round. */
export interface ProductShape {
  readonly rows: number;
  readonly terms: number;
  readonly columns: number;
  /** a is stored [terms][rows]. */
  readonly transposeA?: boolean;
  /** b is stored [columns][terms]. */
  readonly transposeB?: boolean;
}

const shapeNames = ["rows", "terms", "columns", "transposeA", "transposeB"];

/**
 * The matrix product a · b, flat row-major [rows][columns]. Every sum is formed in float32, over the terms in order.
 *
 * @param a flat [rows][terms], or [terms][rows] with `transposeA`
 * @param b flat [terms][columns], or [columns][terms] with `transposeB`
 */
export function matmul(
  kernels: Kernels,
  a: Float32Array,
  b: Float32Array,
  shape: ProductShape,
): Float32Array {
  refuseUnknown("matmul", "size", shape, shapeNames);
  const { rows, terms, columns, transposeA = false, transposeB = false } = shape;
  for (const [name, size] of Object.entries({ rows, terms, columns })) checkSize(name, size);
  checkLength(rows * terms, { a });
  checkLength(terms * columns, { b });
  return kernels.run((exports, arena) => {
    const out = arena.reserve(rows * columns);
    const scratch = arena.reserve(exports.matmulScratchBytes(rows, columns, terms) / 4);
    exports.matmul(
      out.address,
      arena.place(a),
      arena.place(b),
      0,
      scratch.address,
      1,
      rows,
      columns,
      terms,
      0,
      0,
      0,
      transposeA,
      transposeB,
      0,
    );
    return arena.read(out);
  });
}
