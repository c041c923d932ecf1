import * as exponential from "./exponential";
import * as hyperbolic from "./hyperbolic";
import * as logarithm from "./logarithm";
import * as logistic from "./logistic";
import { map } from "./map";

class Exp {
  apply(x: v128): v128 {
    return exponential.exp(x);
  }
}
class Expm1 {
  apply(x: v128): v128 {
    return exponential.expm1(x);
  }
}
class Log {
  apply(x: v128): v128 {
    return logarithm.log(x);
  }
}
class Log1p {
  apply(x: v128): v128 {
    return logarithm.log1p(x);
  }
}
class Tanh {
  apply(x: v128): v128 {
    return hyperbolic.tanh(x);
  }
}
class Atanh {
  apply(x: v128): v128 {
    return hyperbolic.atanh(x);
  }
}
class Sigmoid {
  apply(x: v128): v128 {
    return logistic.sigmoid(x);
  }
}
class Softplus {
  apply(x: v128): v128 {
    return logistic.softplus(x);
  }
}
class LogSigmoid {
  apply(x: v128): v128 {
    return logistic.logSigmoid(x);
  }
}

export function exp(out: usize, x: usize, count: i32): void {
  map<Exp>(out, x, count);
}
export function expm1(out: usize, x: usize, count: i32): void {
  map<Expm1>(out, x, count);
}
export function log(out: usize, x: usize, count: i32): void {
  map<Log>(out, x, count);
}
export function log1p(out: usize, x: usize, count: i32): void {
  map<Log1p>(out, x, count);
}
export function tanh(out: usize, x: usize, count: i32): void {
  map<Tanh>(out, x, count);
}
export function atanh(out: usize, x: usize, count: i32): void {
  map<Atanh>(out, x, count);
}
export function sigmoid(out: usize, x: usize, count: i32): void {
  map<Sigmoid>(out, x, count);
}
export function softplus(out: usize, x: usize, count: i32): void {
  map<Softplus>(out, x, count);
}
export function logSigmoid(out: usize, x: usize, count: i32): void {
  map<LogSigmoid>(out, x, count);
}
