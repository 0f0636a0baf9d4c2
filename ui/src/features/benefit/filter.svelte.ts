import type { Order, Show } from "../../text/benefits";

/** Which cards the owner wants to see, in which order. */
export class Picks {
  show = $state<Show>("all");
  filter = $state("");
  order = $state<Order>("used");
}
