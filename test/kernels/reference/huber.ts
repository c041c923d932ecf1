export function huber(u: number, threshold: number): number {
  const size = Math.abs(u);
  return size <= threshold ? 0.5 * u * u : threshold * (size - 0.5 * threshold);
}

export function huberSlope(u: number, threshold: number): number {
  return Math.min(Math.max(u, -threshold), threshold);
}
