export { type AcrobotState, acrobot, acrobotDynamics } from "./acrobot.ts";
export { acrobotController } from "./acrobot-controller.ts";
export type { Action, ActionSpace } from "./action.ts";
export { type CartPoleState, cartPole, cartPoleDynamics } from "./cartpole.ts";
export { linearCartPoleController, noisyPolicy, randomPolicy } from "./controllers.ts";
export type { Environment, Step } from "./environment.ts";
export { episode, type Transition } from "./episode.ts";
export type { FiniteDynamics, FiniteEnvironment, Outcome } from "./finite-environment.ts";
export { gaussianNoisePolicy } from "./gaussian-noise.ts";
export { type BehaviorSource, generateColumns } from "./generate.ts";
export { generateMaze2d, type Maze2dOptions } from "./generate-maze2d.ts";
export { type GridCell, type GridMap, parseGridMap } from "./grid-map.ts";
export { gridPath } from "./grid-path.ts";
export type { GridPosition } from "./grid-states.ts";
export { type GridWorld, gridWorld } from "./gridworld.ts";
export { shortestPathController } from "./gridworld-controller.ts";
export type { GridWorldOptions } from "./gridworld-options.ts";
export type { ActionColumn, LogColumns } from "./log-columns.ts";
export { type MountainCarState, mountainCar, mountainCarDynamics } from "./mountain-car.ts";
export { mountainCarContinuous, mountainCarContinuousDynamics } from "./mountain-car-continuous.ts";
export { mountainCarContinuousController, mountainCarController } from "./mountain-car-controller.ts";
export {
  type Motion,
  type MujocoDefinition,
  type MujocoEnvironment,
  mujocoEnvironment,
} from "./mujoco/environment.ts";
export { halfCheetah } from "./mujoco/half-cheetah.ts";
export { halfCheetahGait } from "./mujoco/half-cheetah-gait.ts";
export { hopper } from "./mujoco/hopper.ts";
export { loadMujoco, type Mujoco, type Simulation } from "./mujoco/load.ts";
export type { PhysicsState } from "./mujoco/physics.ts";
export { walker2d } from "./mujoco/walker2d.ts";
export { type PendulumState, pendulum, pendulumDynamics } from "./pendulum.ts";
export { pendulumController } from "./pendulum-controller.ts";
export { type PointMazeOptions, pointMaze } from "./point-maze.ts";
export { type PointMazeState, pointMazeDynamics } from "./point-maze-dynamics.ts";
export { type MazeMap, mazeMap, type PointMazeName } from "./point-maze-maps.ts";
export {
  type BatchPolicy,
  type Decision,
  isStochastic,
  type Policy,
  type StochasticPolicy,
} from "./policy.ts";
export { normalizedScore, type ReferenceScore, referenceScores } from "./reference-scores.ts";
export { uniformPolicy } from "./uniform-policy.ts";
export { type VectorEnvironment, type VectorStep, vectorEnvironment } from "./vector-environment.ts";
export { type WaypointOptions, waypointController } from "./waypoint-controller.ts";
