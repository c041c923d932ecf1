/** Functions of one float64 that networks are written in. */
export const activation = {
  elu: (x: number) => (x > 0 ? x : Math.expm1(x)),
  erf,
  selu: (x: number) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
};

/** By its series for small arguments, by the continued fraction of its complement for others. */
function erf(x: number): number {
  if (!(Math.abs(x) < 3)) return Math.sign(x) - Math.sign(x) * complement(Math.abs(x));
  let [term, sum] = [x, x];
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function complement(x: number): number {
  if (x > 27) return 0;
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
