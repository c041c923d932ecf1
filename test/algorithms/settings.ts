/** A value that a setting must not have, and how an error shows it. */
export interface WrongValue {
  readonly value: unknown;
  readonly shown: string;
}

interface Rule {
  /** What the error says the value must be. */
  readonly rule: string;
  readonly wrong: readonly WrongValue[];
}

function wrong(...values: readonly unknown[]): WrongValue[] {
  return values.map((value) => ({ value, shown: String(value) }));
}

const text: WrongValue = { value: "1", shown: '"1"' };

const positive: Rule = {
  rule: "a positive number",
  wrong: [...wrong(0, -1, Number.NaN, Number.POSITIVE_INFINITY, true, null), text],
};
const notNegative: Rule = {
  rule: "0 or a positive number",
  wrong: [...wrong(-0.5, Number.NaN, Number.POSITIVE_INFINITY), text],
};
const count: Rule = {
  rule: "an integer of at least 1",
  wrong: [...wrong(0, -1, 2.5, Number.NaN, 2 ** 53), text],
};
const flag: Rule = {
  rule: "true or false",
  wrong: [...wrong(0, 1, null), { value: "true", shown: '"true"' }],
};

/** For every setting of every algorithm: what it must be, and what it must not. */
export const settingRules: Readonly<Record<string, Rule>> = {
  hiddenSizes: {
    rule: "an array of integers of at least 1",
    wrong: [
      { value: [64, 0], shown: "[64, 0]" },
      { value: [64, Number.NaN], shown: "[64, NaN]" },
      { value: ["64"], shown: '["64"]' },
      { value: 64, shown: "64" },
    ],
  },
  learningRate: positive,
  batchSize: count,
  discount: { rule: "from 0 to 1", wrong: [...wrong(-0.1, 1.001, Number.NaN), text] },
  targetUpdateRate: { rule: "above 0 and at most 1", wrong: [...wrong(0, -1, 1.001, Number.NaN), text] },
  returnSteps: count,
  targetUpdateInterval: count,
  double: flag,
  standardizeObservations: flag,
  quantiles: count,
  errorLoss: {
    rule: "one of huber, squared",
    wrong: [{ value: "mse", shown: '"mse"' }, ...wrong(null, 1)],
  },
  valueBounds: {
    rule: "two numbers, the lower first",
    wrong: [
      { value: [1, -1], shown: "[1, -1]" },
      { value: [0, Number.NaN], shown: "[0, NaN]" },
      { value: [0], shown: "[0]" },
      { value: [0, 1, 2], shown: "[0, 1, 2]" },
      { value: ["0", "1"], shown: '["0", "1"]' },
      { value: 5, shown: "5" },
    ],
  },
  seed: { rule: "an integer from 0 to 2^53 - 1", wrong: [...wrong(-1, 0.5, 2 ** 53, Number.NaN), text] },
  logitPenalty: notNegative,
  pushDown: { rule: "one of logSumExp, policy, uniform", wrong: [{ value: "max", shown: '"max"' }] },
  pushUp: flag,
  temperature: positive,
  conservativeWeight: notNegative,
  gapThreshold: {
    rule: "a finite number",
    wrong: [...wrong(Number.NaN, Number.NEGATIVE_INFINITY, null), text],
  },
  multiplierLearningRate: positive,
  multiplierMaximum: positive,
};

/** Settings as they may come from JavaScript, under any static type. */
export function settingsOf<Config>(entries: readonly (readonly unknown[])[]): Config {
  return Object.fromEntries(entries);
}

/** One case for every wrong value of a setting. */
export function wrongValues(field: string) {
  const { rule, wrong } = settingRules[field]!;
  return wrong.map(({ value, shown }) => ({ field, value, shown, rule }));
}
