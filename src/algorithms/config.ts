import { refuseUnknown } from "../kernels/options.ts";

/** Throws, or returns normally where the value is allowed. */
export type Rule = (name: string, value: unknown) => void;

function rule(condition: string, holds: (value: unknown) => boolean): Rule {
  return (name, value) => {
    if (!holds(value)) throw new RangeError(`${name} must be ${condition}; got ${display(value)}`);
  };
}

function display(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(display).join(", ")}]`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export const positive: Rule = rule("a positive number", (value) => isNumber(value) && value > 0);
export const notNegative: Rule = rule("0 or a positive number", (value) => isNumber(value) && value >= 0);
export const finite: Rule = rule("a finite number", isNumber);
export const fraction: Rule = rule("from 0 to 1", (value) => isNumber(value) && value >= 0 && value <= 1);
export const share: Rule = rule("from 0 to below 1", (value) => isNumber(value) && value >= 0 && value < 1);
export const positiveShare: Rule = rule("above 0 and below 1", (v) => isNumber(v) && v > 0 && v < 1);
export const positiveFraction: Rule = rule("above 0 and at most 1", (v) => isNumber(v) && v > 0 && v <= 1);
export const count: Rule = rule("an integer of at least 1", (v) => Number.isSafeInteger(v) && Number(v) >= 1);
export const countOrNone: Rule = rule(
  "an integer of at least 0",
  (v) => Number.isSafeInteger(v) && Number(v) >= 0,
);
export const seed: Rule = rule(
  "an integer from 0 to 2^53 - 1",
  (v) => Number.isSafeInteger(v) && Number(v) >= 0,
);
export const flag: Rule = rule("true or false", (value) => typeof value === "boolean");
export const sizes: Rule = rule(
  "an array of integers of at least 1",
  (value) => Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 1),
);
export const bounds: Rule = rule(
  "two numbers, the lower first",
  (value) => Array.isArray(value) && value.length === 2 && value.every(isBound) && value[0] <= value[1],
);

function isBound(value: unknown): boolean {
  return typeof value === "number" && !Number.isNaN(value);
}

export function oneOf(...choices: readonly string[]): Rule {
  return rule(`one of ${choices.join(", ")}`, (value) => choices.some((choice) => choice === value));
}

/** A rule for every field. */
export type Rules<Config> = { readonly [Field in keyof Config]-?: Rule };

/**
 * The given fields over the defaults, every one checked by its rule. An unknown field is an error that names the known
 * ones: a misspelt setting must not be ignored. A field that is undefined counts as not given.
 */
export function resolveConfig<Config extends object>(
  algorithm: string,
  rules: Rules<Config>,
  defaults: Config,
  given: Partial<Config>,
): Readonly<Config> {
  const checks: Record<string, Rule> = rules;
  refuseUnknown(algorithm, "setting", given, Object.keys(checks));
  const fields = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [field, value] of fields) checks[field]!(`${algorithm}'s ${field}`, value);
  return Object.freeze({ ...defaults, ...Object.fromEntries(fields) });
}

/** A setting, whether it has no effect or makes no sense beside the others, and what is to be said then. */
export type Unused<Config> = readonly [field: keyof Config & string, isUnused: boolean, reason: string];

/** Throws a RangeError for a given setting that has no effect beside the others: it looks as if it had one. */
export function refuseUnused<Config>(
  algorithm: string,
  config: Config,
  unused: readonly Unused<Config>[],
): void {
  for (const [field, isUnused, reason] of unused) {
    if (!isUnused || config[field] === undefined) continue;
    throw new RangeError(`${algorithm}'s ${field} ${reason}; got ${display(config[field])}`);
  }
}
