/** An array of any rank in float64, flat row-major. */
export interface Shaped {
  readonly shape: readonly number[];
  readonly entries: readonly number[];
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** All places of a shape, in the order of the entries. */
export function placesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (places, length) => places.flatMap((place) => Array.from({ length }, (_, i) => [...place, i])),
    [[]],
  );
}

/** The entry at a place, whose further axes to the left and along axes of length 1 are broadcast. */
export function at({ shape, entries }: Shaped, place: readonly number[]): number {
  const own = place.slice(place.length - shape.length);
  const index = shape.reduce((sum, length, axis) => sum * length + (length === 1 ? 0 : own[axis]!), 0);
  return entries[index]!;
}

/** The array with these entries. */
export function build(shape: readonly number[], entryAt: (place: number[]) => number): Shaped {
  return { shape, entries: placesOf(shape).map(entryAt) };
}

/** The shape of an entrywise function of arrays of these shapes. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [x, y] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    return x === 1 ? y : x;
  });
}

/** An entrywise function of two arrays that broadcast. */
export function combine(f: (x: number, y: number) => number, a: Shaped, b: Shaped): Shaped {
  return build(broadcastShape(a.shape, b.shape), (place) => f(at(a, place), at(b, place)));
}
