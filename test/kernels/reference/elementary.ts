/** The elementary functions in float64. */
export const elementary = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  tanh: Math.tanh,
  atanh: Math.atanh,
  sigmoid: (x: number): number => 1 / (1 + Math.exp(-x)),
  softplus,
  logSigmoid: (x: number): number => -softplus(-x),
};

export type ElementaryName = keyof typeof elementary;

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
