/** The standard normal density. */
export function density(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** P(X > x) for x ≥ 0. */
export function upperTail(x: number): number {
  return x < 3 ? 0.5 - density(x) * series(x) : density(x) / continuedFraction(x);
}

/** x + x³/3 + x⁵/(3 · 5) + x⁷/(3 · 5 · 7) + … */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 3; term > 1e-17 * sum; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return sum;
}

/** x + 1/(x + 2/(x + 3/(x + …))), Laplace's. */
function continuedFraction(x: number): number {
  let value = x;
  for (let n = 100; n > 0; n--) value = x + n / value;
  return value;
}

/** The x ≥ 0 with P(X > x) = tail ≤ ½, by Newton's method on log P, which is concave. */
export function quantileOfTail(tail: number): number {
  let x = 0;
  for (let i = 0; i < 50; i++) {
    const p = upperTail(x);
    const step = (Math.log(p / tail) * p) / density(x);
    x += step;
    if (Math.abs(step) < 1e-15 * x) break;
  }
  return x;
}
