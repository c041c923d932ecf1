import { type Matrix, normalEquations, predictions, solve } from "./least-squares.ts";

const ITERATIONS = 12;
/** Keeps the weights finite where a boundary separates the classes. */
const PENALTY = 1e-4;
/** Beyond it a probability is 0 or 1 to thirteen digits. */
const LARGEST_LOGIT = 30;
const SMALLEST_IMPORTANCE = 1e-6;

/** The weights of log-odds Xw for labels 0 and 1, by Newton's method (iteratively reweighted least squares). */
export function logisticRegression(matrix: Matrix, labels: Float64Array): Float64Array {
  let weights = new Float64Array(matrix.width);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) weights = newtonStep(matrix, labels, weights);
  return weights;
}

function newtonStep(matrix: Matrix, labels: Float64Array, weights: Float64Array): Float64Array<ArrayBuffer> {
  const { width } = matrix;
  const probabilities = predictions(matrix, weights).map(sigmoid);
  const importance = probabilities.map((p) => Math.max(p * (1 - p), SMALLEST_IMPORTANCE));
  const errors = labels.map((label, row) => (label - probabilities[row]!) / importance[row]!);
  const { gram, moment } = normalEquations(matrix, errors, importance);
  for (let i = 0; i < width; i++) {
    gram[i * width + i]! += PENALTY;
    moment[i]! -= PENALTY * weights[i]!;
  }
  const step = solve(gram, moment);
  return Float64Array.from(weights, (weight, i) => weight + step[i]!);
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-Math.min(LARGEST_LOGIT, Math.max(-LARGEST_LOGIT, logit))));
}
