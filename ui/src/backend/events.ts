import { listen } from "@tauri-apps/api/event";

import type { Overview, PoolView } from "./generated";

export const onOverviewChanged = (hear: (overview: Overview) => void) =>
  listen<Overview>("overview_changed", (event) => hear(event.payload));

export const onPoolChanged = (hear: (view: PoolView) => void) =>
  listen<PoolView>("pool_changed", (event) => hear(event.payload));
