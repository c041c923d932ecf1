/** A line of a JSON Lines file. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isJsonRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of a record; those of an object in it as `outer.inner`, one level deep. */
export function fieldNames(record: JsonRecord): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) =>
    isJsonRecord(value) ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name],
  );
}

/** The field with that name, or undefined. Only own properties count, so that `__proto__` is a name like others. */
export function fieldOf(record: JsonRecord, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  const dot = name.indexOf(".");
  const outer =
    dot < 0 || !Object.hasOwn(record, name.slice(0, dot)) ? undefined : record[name.slice(0, dot)];
  const inner = name.slice(dot + 1);
  return isJsonRecord(outer) && Object.hasOwn(outer, inner) ? outer[inner] : undefined;
}
