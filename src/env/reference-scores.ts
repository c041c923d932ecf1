/** Returns that are called 0 and 100. */
export interface ReferenceScore {
  readonly random: number;
  readonly expert: number;
}

/**
 * D4RL's reference returns, by environment (Fu et al. 2020, arXiv:2004.07219, d4rl/infos.py). The expert of maze2d is a
 * controller with a stale plan: one that plans anew in every episode scores 145 on umaze, 153 on medium, 204 on large.
 */
export const referenceScores: Readonly<Record<string, ReferenceScore>> = Object.freeze({
  "maze2d-open": { random: 0.01, expert: 20.66 },
  "maze2d-umaze": { random: 23.85, expert: 161.86 },
  "maze2d-medium": { random: 13.13, expert: 277.39 },
  "maze2d-large": { random: 6.7, expert: 273.99 },
  "maze2d-open-dense": { random: 11.178, expert: 27.167 },
  "maze2d-umaze-dense": { random: 68.538, expert: 193.663 },
  "maze2d-medium-dense": { random: 44.265, expert: 297.455 },
  "maze2d-large-dense": { random: 30.569, expert: 303.486 },
  "maze2d-eval-umaze": { random: 36.63, expert: 141.4 },
  "maze2d-eval-medium": { random: 13.07, expert: 204.93 },
  "maze2d-eval-large": { random: 16.4, expert: 302.22 },
  "minigrid-fourrooms": { random: 0.01442, expert: 2.89685 },
  halfcheetah: { random: -280.179, expert: 12135 },
  hopper: { random: -20.272, expert: 3234.3 },
  walker2d: { random: 1.629, expert: 4592.3 },
  ant: { random: -325.6, expert: 3879.7 },
  antmaze: { random: 0, expert: 1 },
});

/**
 * D4RL's normalized score, 100·(return − random)/(expert − random). Throws a RangeError for a name that
 * `referenceScores` lacks.
 *
 * @param environment such as "maze2d-umaze" or "hopper", without the name of a log and without a version
 */
export function normalizedScore(environment: string, episodeReturn: number): number {
  const reference = Object.hasOwn(referenceScores, environment) ? referenceScores[environment] : undefined;
  if (reference === undefined) {
    const known = Object.keys(referenceScores).join(", ");
    throw new RangeError(`there are no reference scores of "${environment}"; there are those of ${known}`);
  }
  return (100 * (episodeReturn - reference.random)) / (reference.expert - reference.random);
}
