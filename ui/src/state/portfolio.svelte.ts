// All pools at one look: what the backend knows, and what of it the owner wants to see.

import * as commands from "../backend/commands";
import { commandError, type CommandError } from "../backend/error";
import type { PortfolioView } from "../backend/types";

/** A tile that is pressed. */
export type Tile = "out" | "soon" | "plan" | "unread" | "room";
export type Days = "7" | "30" | "90";
export type Group = "all" | "attention" | "room";

class PortfolioState {
  view = $state.raw<PortfolioView | null>(null);
  error = $state.raw<CommandError | null>(null);
  /** These are kept while other screens are shown. */
  tile = $state<Tile | null>(null);
  days = $state<Days>("30");
  group = $state<Group>("all");
  table = $state(false);
  #loading = false;
  #stale = false;

  /** Requests of a burst of changes become one. */
  async load(): Promise<void> {
    this.#stale = true;
    if (this.#loading) return;
    this.#loading = true;
    while (this.#stale) {
      this.#stale = false;
      await this.#request();
    }
    this.#loading = false;
  }

  async #request(): Promise<void> {
    try {
      this.view = await commands.portfolio();
      this.error = null;
    } catch (thrown) {
      this.error = commandError(thrown);
    }
  }
}

export const portfolio = new PortfolioState();
