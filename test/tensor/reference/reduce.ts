import { build, placesOf, type Shaped } from "./shaped.ts";

/** A function of all entries along some axes, counted from the left, which become axes of length 1. */
export function reduce(
  f: (entries: readonly number[]) => number,
  { shape, entries }: Shaped,
  axes: readonly number[],
): Shaped {
  const keptShape = shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const groups = new Map<string, number[]>();
  for (const [index, place] of placesOf(shape).entries()) {
    const key = `${place.map((i, axis) => (axes.includes(axis) ? 0 : i))}`;
    groups.set(key, [...(groups.get(key) ?? []), entries[index]!]);
  }
  return build(keptShape, (place) => f(groups.get(`${place}`) ?? []));
}

/** Every set of axes of an array of this rank. */
export function axisSets(rank: number): number[][] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return Array.from({ length: 2 ** rank }, (_, set) => axes.filter((axis) => (set >> axis) & 1));
}
