import type { MappedField } from "../table/mapping.ts";
import type { TableColumn } from "../table.ts";
import type { ByteBudget } from "../text/byte-budget.ts";
import { growingNumbers, growingTexts } from "../text/growing-column.ts";
import { cellText } from "./cells.ts";
import { parseDecimal } from "./number.ts";

/** A column that takes in cells. */
export interface CellColumn {
  /** Takes the cell bytes[start … end − 1] in, or returns what it should have been. */
  push(bytes: Uint8Array, start: number, end: number): string | undefined;
  column(): TableColumn;
}

/** The column for what a cell means. Vectors are float32 at once, since they are what a log consists of. */
export function cellColumn(field: MappedField, isComponent: boolean, budget: ByteBudget): CellColumn {
  if (field === "episode") return textCells(budget);
  if (field === "terminated" || field === "truncated") return flagCells(budget);
  if (field === "action" && !isComponent) return actionCells(budget);
  if (field === "observation" || field === "nextObservation" || isComponent) return vectorCells(budget);
  return numberCells(budget);
}

function vectorCells(budget: ByteBudget): CellColumn {
  const numbers = growingNumbers((length) => new Float32Array(length), budget);
  return {
    push(bytes, start, end) {
      const value = parseDecimal(bytes, start, end);
      if (!Number.isFinite(Math.fround(value))) return "a number that is finite in float32";
      numbers.push(value);
      return undefined;
    },
    column: () => numbers.column(1, false),
  };
}

function numberCells(budget: ByteBudget): CellColumn {
  const numbers = growingNumbers((length) => new Float64Array(length), budget);
  return {
    push(bytes, start, end) {
      const value = parseDecimal(bytes, start, end);
      if (!Number.isFinite(value)) return "a finite number";
      numbers.push(value);
      return undefined;
    },
    column: () => numbers.column(1, false),
  };
}

function flagCells(budget: ByteBudget): CellColumn {
  const flags = growingNumbers((length) => new Uint8Array(length), budget);
  return {
    push(bytes, start, end) {
      const flag = parseFlag(bytes, start, end);
      if (flag !== 0 && flag !== 1) return "0 or 1, or true or false";
      flags.push(flag);
      return undefined;
    },
    column: () => flags.column(1, true),
  };
}

function parseFlag(bytes: Uint8Array, start: number, end: number): number {
  const value = parseDecimal(bytes, start, end);
  if (!Number.isNaN(value)) return value;
  return ["false", "true"].indexOf(cellText(bytes, start, end)?.trim().toLowerCase() ?? "");
}

function textCells(budget: ByteBudget): CellColumn {
  const texts = growingTexts(budget);
  return {
    push(bytes, start, end) {
      const text = cellText(bytes, start, end);
      if (text === undefined) return "UTF-8";
      if (text === "") return "a text that is not empty";
      texts.push(text);
      return undefined;
    },
    column: () => texts.column(),
  };
}

/** Numbers or labels, as the first cell decides; no label is a number. */
function actionCells(budget: ByteBudget): CellColumn {
  const numbers = numberCells(budget);
  const labels = textCells(budget);
  let kind: "number" | "label" | undefined;
  let isInteger = true;
  return {
    push(bytes, start, end) {
      const isNumber = !Number.isNaN(parseDecimal(bytes, start, end));
      kind ??= isNumber ? "number" : "label";
      if (kind === "number") isInteger &&= hasDigitsOnly(bytes, start, end);
      if (isNumber !== (kind === "number")) return `a ${kind}, as in the rows before`;
      return kind === "number" ? numbers.push(bytes, start, end) : labels.push(bytes, start, end);
    },
    column() {
      const column = kind === "label" ? labels.column() : numbers.column();
      return "texts" in column ? column : { ...column, integer: isInteger };
    },
  };
}

/** Whether a number is written as an integer, without point and exponent. */
function hasDigitsOnly(bytes: Uint8Array, start: number, end: number): boolean {
  return /^\s*[+-]?\d+\s*$/.test(cellText(bytes, start, end) ?? "");
}
