import { broadcasting, floats, integers } from "./broadcasting.ts";
import type { Contract } from "./contract.ts";

export const arithmetic = {
  add: broadcasting("add", floats, (a, b) => a + b),
  addIntegers: broadcasting("addIntegers", integers, (a, b) => a + b),
  divide: broadcasting("divide", floats, (a, b) => a / b),
  multiply: broadcasting("multiply", floats, (a, b) => a * b),
  multiplyIntegers: broadcasting("multiplyIntegers", integers, Math.imul),
  squaredDifference: broadcasting("squaredDifference", floats, (a, b) => Math.fround(a - b) ** 2),
  squaredDifferenceIntegers: broadcasting("squaredDifferenceIntegers", integers, (a, b) =>
    Math.imul(a - b, a - b),
  ),
  subtract: broadcasting("subtract", floats, (a, b) => a - b),
  subtractIntegers: broadcasting("subtractIntegers", integers, (a, b) => a - b),
} satisfies Record<string, Contract>;
