// The shape of a level, which tells it without its colour.

import type { Level, PoolCondition } from "../backend/types";

export type Shape = "over" | "critical" | "near" | "ok" | "plan" | "unread" | "none";

export function shapeOfLevel(level: Level | null): Shape {
  switch (level) {
    case "over":
    case "critical":
    case "near":
    case "ok":
      return level;
    default:
      return "none";
  }
}

/** A plan's end is a flag, and what keeps a pool from being read a broken ring. */
export function shapeOfCondition(condition: PoolCondition | null): Shape {
  if (condition === null) return "unread";
  switch (condition.kind) {
    case "key_rejected":
    case "key_missing":
    case "no_access":
      return "unread";
    case "plan_ended":
    case "plan_ends":
      return "plan";
    default:
      return shapeOfLevel(condition.level);
  }
}
