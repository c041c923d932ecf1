import type { Action } from "../env/action.ts";
import type { Environment } from "../env/environment.ts";
import type { Policy } from "../env/policy.ts";
import { typeName } from "../kernels/shape.ts";

/** What each kind of object has, and no other kind. */
const marks: readonly (readonly [member: string, kind: string])[] = [
  ["act", "a policy"],
  ["update", "an algorithm"],
  ["step", "an environment"],
  ["transitions", "a dataset"],
  ["drawMinibatch", "a source of transitions"],
];

/** What was passed, for an error: which object of this library, or else its JavaScript type. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  const mark = marks.find(([member]) => member in Object(value));
  return mark?.[1] ?? typeName(value);
}

/** Throws a TypeError unless `policy` can act. */
export function checkPolicy(owner: string, policy: Policy<Action>): void {
  if (typeof policy?.act === "function") return;
  throw new TypeError(`${owner} takes a policy, such as algorithm.policy(); got ${kindOf(policy)}`);
}

/** Throws a TypeError unless `environment` can be run. */
export function checkEnvironment(owner: string, environment: Environment<never>): void {
  if (typeof environment?.reset === "function" && typeof environment.step === "function") return;
  throw new TypeError(`${owner} takes an environment, such as cartPole(); got ${kindOf(environment)}`);
}
