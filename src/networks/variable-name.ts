let named = 0;

/** A name for a tfjs variable: what it is, for people, and a number, since tfjs refuses a name that it knows. */
export function variableName(label: string): string {
  named++;
  return `${label} (variable ${named})`;
}
