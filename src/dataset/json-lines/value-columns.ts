import type { MappedField } from "../table/mapping.ts";
import type { TableColumn } from "../table.ts";
import type { ByteBudget } from "../text/byte-budget.ts";
import { growingNumbers, growingTexts } from "../text/growing-column.ts";

/** A column that takes in values of JSON. */
export interface ValueColumn {
  /** Takes a value in, or returns what it should have been. */
  push(value: unknown): string | undefined;
  column(): TableColumn;
}

/** The column for what a value means. The first value says how wide a vector is, and whether there are texts. */
export function valueColumn(field: MappedField, first: unknown, budget: ByteBudget): ValueColumn {
  if (typeof first === "string" && (field === "episode" || field === "action")) return textValues(budget);
  if (field === "terminated" || field === "truncated") return flagValues(budget);
  if (Array.isArray(first)) return vectorValues(first.length, budget);
  if (field === "episode") return numberedEpisodes(budget);
  return numberValues(budget);
}

function vectorValues(width: number, budget: ByteBudget): ValueColumn {
  const numbers = growingNumbers((length) => new Float32Array(length), budget);
  return {
    push(values) {
      if (!Array.isArray(values) || values.length !== width || !values.every(isFloat32)) {
        return `an array of ${width} numbers that are finite in float32`;
      }
      for (const value of values) numbers.push(Number(value));
      return undefined;
    },
    column: () => numbers.column(width, false),
  };
}

function isFloat32(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(Math.fround(value));
}

function numberValues(budget: ByteBudget): ValueColumn {
  const numbers = growingNumbers((length) => new Float64Array(length), budget);
  let isInteger = true;
  return {
    push(value) {
      const isNumber = typeof value === "number" && Number.isFinite(value);
      if (!isNumber && typeof value !== "boolean") return "a finite number, as in the first line";
      isInteger &&= Number.isInteger(Number(value));
      numbers.push(Number(value));
      return undefined;
    },
    column: () => numbers.column(1, isInteger),
  };
}

/** Beyond 2⁵³ `JSON.parse` takes different numbers for the same. */
function numberedEpisodes(budget: ByteBudget): ValueColumn {
  const numbers = numberValues(budget);
  return {
    ...numbers,
    push(value) {
      const isExact = Math.abs(Number(value)) <= Number.MAX_SAFE_INTEGER;
      return isExact ? numbers.push(value) : "a text, or a number below 2^53, which is exact";
    },
  };
}

function flagValues(budget: ByteBudget): ValueColumn {
  const flags = growingNumbers((length) => new Uint8Array(length), budget);
  return {
    push(value) {
      if (value !== 0 && value !== 1 && typeof value !== "boolean") return "true or false, or 0 or 1";
      flags.push(Number(value));
      return undefined;
    },
    column: () => flags.column(1, true),
  };
}

function textValues(budget: ByteBudget): ValueColumn {
  const texts = growingTexts(budget);
  return {
    push(value) {
      if (typeof value !== "string") return "a text, as in the first line";
      texts.push(value);
      return undefined;
    },
    column: () => texts.column(),
  };
}
