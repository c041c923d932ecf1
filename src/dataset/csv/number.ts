const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const ZERO = 48;
const LOWER_E = 101;
const UPPER_E = 69;

/** 10⁰ … 10²², the powers that are exact in float64. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Every integer of so many digits is exact in float64. */
const EXACT_DIGITS = 15;

const decimalText = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The float64 nearest to the decimal number in bytes[start … end − 1], as `Number` has it, or NaN for anything else. Where
 * digits and power of ten are exact one operation rounds them (Clinger, How to Read Floating Point Numbers
 * Accurately, PLDI 1990); other numbers go through text.
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] === MINUS || bytes[at] === PLUS) at++;
  const first = at;
  let digits = 0;
  let point = -1;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (bytes[at] === POINT && point < 0) point = at;
    else break;
  }
  const count = at - first - (point < 0 ? 0 : 1);
  const exponent = exponentOf(bytes, at, end) - (point < 0 ? 0 : at - point - 1);
  if (count === 0 || count > EXACT_DIGITS || !(Math.abs(exponent) <= 22)) return slowly(bytes, start, end);
  const value = exponent < 0 ? digits / powers[-exponent]! : digits * powers[exponent]!;
  return bytes[start] === MINUS ? -value : value;
}

/** The exponent that bytes[at … end − 1] are, 0 for none, NaN for what must be looked at again. */
function exponentOf(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0;
  if ((bytes[at] !== LOWER_E && bytes[at] !== UPPER_E) || end - at > 4) return Number.NaN;
  const isNegative = bytes[at + 1] === MINUS;
  let exponent = 0;
  let place = at + (isNegative || bytes[at + 1] === PLUS ? 2 : 1);
  if (place >= end) return Number.NaN;
  for (; place < end; place++) {
    const digit = bytes[place]! - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    exponent = exponent * 10 + digit;
  }
  return isNegative ? -exponent : exponent;
}

function slowly(bytes: Uint8Array, start: number, end: number): number {
  const text = asciiText(bytes, start, end).trim();
  return decimalText.test(text) ? Number(text) : Number.NaN;
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder("latin1").decode(bytes.subarray(start, end));
}
