// What can be done with a row of the inbox: by its button, its menu, and the keys E, H and M.

import type { PoolId, PoolSummary } from "../../backend/types";
import { announcer } from "../../state/announcer.svelte";
import { app } from "../../state/app.svelte";
import { t } from "../../text/messages";
import { resolveRow, snoozeRow, toggleMute, type Row } from "./inbox";

type Action = { label: string; act: () => void; testid: string };

const DAY = 24;
const WEEK = 168;

export class RowActions {
  /** The pool whose alerts are all to be muted, once the owner agrees. */
  muting = $state.raw<PoolSummary | null>(null);

  /** The action that a row offers first. */
  first(row: Row): Action | null {
    switch (row.state) {
      case "open":
        return this.#resolve(row);
      case "snoozed":
        return this.#wake(row);
      case "muted":
        return this.#mute(row);
      case "resolved":
        return null;
    }
  }

  /** The others. */
  menu(row: Row): Action[] {
    const actions: Action[] = [];
    if (row.state === "snoozed" || row.state === "muted") actions.push(this.#resolve(row));
    if (row.state === "open") actions.push(this.#snooze(row, DAY), this.#snooze(row, WEEK));
    if (row.state !== "muted" && !row.summary) actions.push(this.#mute(row));
    if (!row.lead.pool_muted) actions.push(this.#mutePool(row));
    return actions;
  }

  /** The action of a key, if it has one for this row. */
  ofKey(key: string, row: Row): Action | null {
    const isResolved = row.state === "resolved";
    switch (key.toLowerCase()) {
      case "e":
        return isResolved ? null : this.#resolve(row);
      case "h":
        if (isResolved) return null;
        return row.state === "snoozed" ? this.#wake(row) : this.#snooze(row, DAY);
      case "m":
        return row.summary ? this.#mutePool(row) : this.#mute(row);
      default:
        return null;
    }
  }

  #resolve(row: Row): Action {
    return this.#action(t("alert.resolve"), "alert-resolve", t("alert.over"), () =>
      resolveRow(row),
    );
  }

  #snooze(row: Row, hours: 24 | 168): Action {
    const label = t(`alert.snooze.${hours}`);
    return this.#action(label, `alert-snooze-${hours}`, t("alerts.snoozed"), () =>
      snoozeRow(row, hours),
    );
  }

  #wake(row: Row): Action {
    return this.#action(t("alert.snooze.0"), "alert-snooze-0", t("alerts.open"), () =>
      snoozeRow(row, 0),
    );
  }

  #mute(row: Row): Action {
    const { muted, pool_muted } = row.lead;
    const label = pool_muted ? "alert.unmute_pool" : muted ? "alert.unmute" : "alert.mute";
    return this.#action(t(label), "alert-mute", t(muted ? "alerts.open" : "alert.muted"), () =>
      toggleMute(row),
    );
  }

  #mutePool({ lead }: Row): Action {
    return {
      label: t("mute_pool.menu", { name: lead.pool_name }),
      act: () => (this.muting = poolOf(lead.pool)),
      testid: "alert-mute-pool",
    };
  }

  /** `done` is read aloud, since the row leaves the list. */
  #action(label: string, testid: string, done: string, run: () => Promise<void>): Action {
    const act = () =>
      void app.attempt(async () => {
        await run();
        announcer.say(done);
      });
    return { label, testid, act };
  }
}

function poolOf(id: PoolId): PoolSummary | null {
  return app.overview?.pools.find((pool) => pool.id === id) ?? null;
}
