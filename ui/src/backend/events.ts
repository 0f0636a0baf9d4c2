import { listen } from "@tauri-apps/api/event";

import type { OpenAt, Overview, PoolView } from "./types";

export const onOverviewChanged = (handle: (overview: Overview) => void) =>
  listen<Overview>("overview_changed", (event) => handle(event.payload));

export const onPoolChanged = (handle: (view: PoolView) => void) =>
  listen<PoolView>("pool_changed", (event) => handle(event.payload));

/** The window is being closed, and the settings don't say whether Authgauge stays in the tray. */
export const onCloseAsked = (handle: () => void) => listen<null>("close_asked", handle);

/** A notification of many alerts was clicked. */
export const onOpenAlerts = (handle: () => void) => listen<null>("open_alerts", handle);

/** A notification or an entry of the tray menu was clicked. */
export const onOpenAt = (handle: (place: OpenAt) => void) =>
  listen<OpenAt>("open_at", (event) => handle(event.payload));
