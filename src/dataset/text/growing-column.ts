import type { RawColumn } from "../raw-columns.ts";
import type { TextColumn } from "../table.ts";
import type { ByteBudget } from "./byte-budget.ts";

/** A column whose length is not known before it ends. */
export interface GrowingNumbers {
  push(value: number): void;
  column(width: number, integer: boolean): RawColumn;
}

export interface GrowingTexts {
  push(text: string): void;
  column(): TextColumn;
}

type Store = Float32Array | Float64Array | Uint8Array;

const FIRST_CAPACITY = 1024;

/** Numbers in a typed array that doubles. */
export function growingNumbers(allocate: (length: number) => Store, budget: ByteBudget): GrowingNumbers {
  let values = allocate(FIRST_CAPACITY);
  let length = 0;
  const grow = (): void => {
    budget(length === FIRST_CAPACITY ? values.byteLength : values.byteLength / 2);
    const longer = allocate(2 * length);
    longer.set(values);
    values = longer;
  };
  return {
    push(value) {
      if (length === values.length) grow();
      values[length++] = value;
    },
    column: (width, integer) => ({ values: values.subarray(0, length), width, integer }),
  };
}

/** A reference to a text, and what a short one takes beside its letters. */
const REFERENCE_BYTES = 8;
const TEXT_BYTES = 64;

/** Equal texts are one in memory. */
export function growingTexts(budget: ByteBudget): GrowingTexts {
  const known = new Map<string, string>();
  const texts: string[] = [];
  return {
    push(text) {
      const same = known.get(text);
      budget(REFERENCE_BYTES + (same === undefined ? TEXT_BYTES + 2 * text.length : 0));
      if (same === undefined) known.set(text, text);
      texts.push(same ?? text);
    },
    column: () => ({ texts }),
  };
}
