import { checkDiscount } from "../discount.ts";
import { checkOptionNames } from "../options.ts";

/** r(s, a, s′): what a step should have been rewarded with. A discrete action is an array of one number. */
export type RewardFunction = (
  observation: Float32Array,
  action: Float32Array | Int32Array,
  nextObservation: Float32Array,
) => number;

export interface DoctorOptions {
  /** γ of the bounds on the value. Default: 0.99. */
  readonly discount?: number;
  /** The rule that the rewards should follow: each is computed again and compared. Default: none. */
  readonly reward?: RewardFunction;
}

export type ResolvedDoctorOptions = DoctorOptions & { readonly discount: number };

export const doctorOptionNames: readonly string[] = ["discount", "reward"];

/** With defaults. Throws a DatasetError for an unknown option and for a discount outside [0, 1]. */
export function resolveDoctorOptions(options: DoctorOptions): ResolvedDoctorOptions {
  checkOptionNames(options, doctorOptionNames);
  const { discount = 0.99 } = options;
  checkDiscount(discount);
  return { ...options, discount };
}
