// Which pools the overview lists, and in what order.

import type { HeatRowView, PortfolioView } from "../../backend/types";
import type { Group, Tile } from "../../state/portfolio.svelte";
import { belongs } from "./runway";

/** The pools of a group and of a tile if one is pressed: the most urgent first, or in the owner's order. */
export function shownPools(
  view: PortfolioView,
  group: Group,
  tile: Tile | null,
  own: boolean,
): HeatRowView[] {
  const counted = new Set(view.runway.filter((row) => belongs(row, tile)).map((row) => row.pool));
  const isCounted = (row: HeatRowView): boolean => {
    if (tile === "unread") return row.trouble !== null;
    return tile === "room" ? row.has_room : tile === null || counted.has(row.pool);
  };
  const pools = view.pools.filter((row) => isIn(row, group) && isCounted(row));
  return own ? [...pools].sort((one, other) => one.place - other.place) : pools;
}

function isIn(row: HeatRowView, group: Group): boolean {
  if (group === "attention") return row.needs_attention;
  return group === "all" || row.has_room;
}
