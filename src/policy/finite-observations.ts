/** Throws a RangeError that names the first number that is not finite. */
export function checkFiniteObservations(name: string, observations: Float32Array): void {
  for (let i = 0; i < observations.length; i++) {
    const value = observations[i]!;
    if (!Number.isFinite(value)) throw new RangeError(`${name}[${i}] must be finite; got ${value}`);
  }
}
