import { listen } from "@tauri-apps/api/event";

import type { OpenAt, Overview, PoolView } from "./generated";

export const onOverviewChanged = (hear: (overview: Overview) => void) =>
  listen<Overview>("overview_changed", (event) => hear(event.payload));

export const onPoolChanged = (hear: (view: PoolView) => void) =>
  listen<PoolView>("pool_changed", (event) => hear(event.payload));

/** The owner closes the window, and has not said yet whether Authgauge is to stay. */
export const onCloseAsked = (hear: () => void) => listen<null>("close_asked", hear);

/** The owner clicked on a notification, or in the tray. */
export const onOpenAt = (hear: (place: OpenAt) => void) =>
  listen<OpenAt>("open_at", (event) => hear(event.payload));
