import { broadcasting, floats, integers } from "./broadcasting.ts";
import type { Contract } from "./contract.ts";

/** The remainder of the sign of b. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  if (rest === 0) return b < 0 || Object.is(b, -0) ? -0 : 0;
  return rest < 0 === b < 0 ? rest : rest + b;
}

/** As JavaScript has it, but for 1 to the power of what is not finite, and −1. */
function power(a: number, b: number): number {
  return a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;
}

/** Modulo 2³², and 0 for a negative power but of ±1. */
function integerPower(a: number, b: number): number {
  if (b < 0) return Math.abs(a) === 1 ? a ** (Math.abs(b) % 2) : 0;
  if (b === 0) return 1;
  const root = integerPower(a, Math.floor(b / 2));
  return Math.imul(Math.imul(root, root), b % 2 === 0 ? 1 : a);
}

export const arithmetic = {
  add: broadcasting("add", floats, (a, b) => a + b),
  addIntegers: broadcasting("addIntegers", integers, (a, b) => a + b),
  divide: broadcasting("divide", floats, (a, b) => a / b),
  floorDivide: broadcasting("floorDivide", floats, (a, b) => Math.floor(Math.fround(a / b))),
  floorDivideIntegers: broadcasting("floorDivideIntegers", integers, (a, b) =>
    b === 0 ? 0 : Math.floor(a / b),
  ),
  modulo: broadcasting("modulo", floats, modulo),
  moduloIntegers: broadcasting("moduloIntegers", integers, (a, b) => (b === 0 ? a : modulo(a, b))),
  power: broadcasting("power", floats, power),
  powerIntegers: broadcasting("powerIntegers", integers, integerPower),
  prelu: broadcasting("prelu", floats, (x, slope) => (x > 0 ? x : slope * x)),
  multiply: broadcasting("multiply", floats, (a, b) => a * b),
  multiplyIntegers: broadcasting("multiplyIntegers", integers, Math.imul),
  squaredDifference: broadcasting("squaredDifference", floats, (a, b) => Math.fround(a - b) ** 2),
  squaredDifferenceIntegers: broadcasting("squaredDifferenceIntegers", integers, (a, b) =>
    Math.imul(a - b, a - b),
  ),
  subtract: broadcasting("subtract", floats, (a, b) => a - b),
  subtractIntegers: broadcasting("subtractIntegers", integers, (a, b) => a - b),
} satisfies Record<string, Contract>;
