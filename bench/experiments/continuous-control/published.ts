/**
 * D4RL-normalized scores of others on maze2d-umaze-v1 and maze2d-medium-v1, last policy. Their logs are D4RL's: made by the same
 * controller and noise, but walking between random cells without regard to the one that is evaluated.
 */
export const published: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "maze2d-umaze": {
    // CORL's README, mean of 4 seeds
    cloning: 0.4,
    filteredCloning: 12.2,
    td3Bc: 29.4,
    awac: 82.7,
    cql: -8.9,
    iql: 42.1,
    rebrac: 106.9,
    sacN: 130.6,
    edac: 95.3,
    // the D4RL paper (arXiv:2004.07219)
    sac: 88.2,
    bear: 3.4,
    brac: 4.7,
    awr: 1.0,
    bcq: 12.8,
  },
  "maze2d-medium": {
    cloning: 0.8,
    filteredCloning: 14.3,
    td3Bc: 59.5,
    awac: 52.9,
    cql: 86.1,
    iql: 34.9,
    rebrac: 105.1,
    sacN: 88.6,
    edac: 57.0,
    sac: 26.1,
    bear: 29.0,
    brac: 32.4,
    awr: 7.6,
    bcq: 8.3,
  },
};
