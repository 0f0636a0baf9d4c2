// The state of the window. Everything but the current screen comes from the backend.

import * as commands from "../backend/commands";
import { commandError, type CommandError } from "../backend/error";
import {
  onCloseAsked,
  onOpenAlerts,
  onOpenAt,
  onOverviewChanged,
  onPoolChanged,
} from "../backend/events";
import type {
  BenefitCard,
  FirstView,
  Overview,
  Place,
  PoolId,
  PoolOrder,
  PoolSummary,
  PoolView,
  Screen,
  Settings,
} from "../backend/types";
import { t } from "../text/messages";
import { count, percent } from "../text/numbers";
import { announcer } from "./announcer.svelte";
import { appearance } from "./appearance.svelte";
import { clock } from "./clock.svelte";
import { portfolio } from "./portfolio.svelte";

type PoolDialog = "rename" | "replace" | "remove" | "rules" | "mute";

class AppState {
  overview = $state.raw<Overview | null>(null);
  /** Of the last command of the sidebar or of the pool's screen. */
  error = $state.raw<CommandError | null>(null);
  /** Why the selected pool's view could not be loaded. */
  viewError = $state.raw<CommandError | null>(null);
  selected = $state<PoolId | null>(null);
  /** The code of the benefit whose details are open. */
  benefit = $state<string | null>(null);
  /** The open dialog of the pool's screen. */
  dialog = $state<PoolDialog | null>(null);
  /** The window was restarted, and the owner has not dismissed that yet. */
  restarted = $state(false);
  /** The dialog about closing the window is open. */
  closing = $state(false);
  #screen = $state<Screen>("pool");
  /** Where Escape leads from other screens. */
  #home: "overview" | "pool" = "pool";
  #views = $state.raw<Record<PoolId, PoolView>>({});

  /** Without pools, the form that adds one. */
  screen: Screen = $derived(
    (this.#screen === "pool" || this.#screen === "overview") && this.overview?.pools.length === 0
      ? "add"
      : this.#screen,
  );
  view = $derived(this.selected === null ? null : (this.#views[this.selected] ?? null));
  place = $derived<Place>({
    screen: this.#screen,
    pool: this.selected,
    benefit: this.benefit,
  });
  /** The pools in the order of the sidebar. */
  listed = $derived(inOrder(this.overview));
  summary = $derived(this.overview?.pools.find((pool) => pool.id === this.selected) ?? null);

  /** Shows what came with the page. */
  begin({ place, overview, pool, portfolio: all }: FirstView): void {
    this.show(place.screen);
    this.selected = place.pool;
    this.benefit = place.benefit;
    this.setOverview(overview);
    if (pool) this.#setView(pool);
    if (all) portfolio.view = all;
  }

  /** Subscribes to events, and loads what changed since the page was made. */
  async follow(): Promise<void> {
    const listening = Promise.all([
      onOverviewChanged((overview) => {
        this.setOverview(overview);
        if (this.view === null) void this.#loadSelected();
      }),
      onPoolChanged((view) => this.#setView(view)),
      onCloseAsked(() => (this.closing = true)),
      onOpenAlerts(() => this.show("alerts")),
      onOpenAt(({ pool, benefit }) => void this.select(pool, benefit)),
    ]);
    await this.attempt(async () => {
      await listening;
      this.setOverview(await commands.overview());
      await this.#loadSelected();
    });
  }

  /** The page is on the screen. Without this report the backend starts it again. */
  async painted(): Promise<void> {
    this.restarted = await commands.pagePainted().catch(() => false);
  }

  /** Ignores an overview older than the current one: responses and events may overtake each other. */
  setOverview(overview: Overview): void {
    const previous = this.overview;
    if (previous && overview.revision < previous.revision) return;
    const isHiddenDifferently = previous?.settings.privacy !== overview.settings.privacy;
    if (previous?.demo !== overview.demo || isHiddenDifferently) this.#views = {};
    this.overview = overview;
    appearance.choose(overview.settings.language, overview.settings.theme);
    if (overview.pools.some((pool) => pool.id === this.selected)) return;
    this.selected = this.listed[0]?.id ?? null;
    this.benefit = null;
    this.error = null;
  }

  show(screen: Screen): void {
    this.#screen = screen;
    if (screen === "overview" || screen === "pool") this.#home = screen;
    this.error = null;
    this.dialog = null;
  }

  /** Opens the form that adds a pool. The demo is left first: pools can't be added to it. */
  async startAdding(): Promise<void> {
    await this.attempt(async () => {
      if (this.overview?.demo) await this.#replaceOverview(await commands.leaveDemo());
      this.show("add");
    });
  }

  async select(pool: PoolId, benefit: string | null = null): Promise<void> {
    this.selected = pool;
    this.openBenefit(benefit);
    await this.#loadSelected();
  }

  /** Opens a dialog about a pool on its screen. */
  async ask(pool: PoolId, dialog: PoolDialog): Promise<void> {
    await this.select(pool);
    this.dialog = dialog;
  }

  /** Shows the details of one benefit, or the pool's cards. */
  openBenefit(code: string | null): void {
    this.benefit = code;
    this.show("pool");
  }

  /** Goes from a benefit to its pool, and from any other screen to the one before it. */
  leave(): void {
    if (this.screen === "pool") this.benefit = null;
    this.show(this.#home);
  }

  /** Loads a pool without showing it. */
  async load(pool: PoolId): Promise<void> {
    this.selected = pool;
    await this.#loadSelected();
  }

  async selectAt(index: number): Promise<void> {
    const pool = this.listed[index];
    if (pool) await this.select(pool.id);
  }

  /** Loads the state after a command that changed pools. It never throws: the command itself succeeded. */
  async reload(): Promise<void> {
    this.error = null;
    try {
      this.setOverview(await commands.overview());
    } catch (thrown) {
      this.error = { ...commandError(thrown), done: true };
    }
    await this.#loadSelected();
  }

  /** Loads what may have changed outside of the window, such as a file that the owner edits. */
  async reloadOverview(): Promise<void> {
    try {
      this.setOverview(await commands.overview());
    } catch {
      // What is shown stays.
    }
  }

  async showAdded(pool: PoolId): Promise<void> {
    await this.reload();
    const { error } = this;
    await this.select(pool);
    this.error = error;
  }

  async movePool(pool: PoolSummary | PoolView, to: number): Promise<void> {
    const pools = this.overview?.pools.length ?? 0;
    if (to < 0 || to >= pools) return;
    await this.attempt(async () => {
      await commands.movePool(pool.id, to);
      await this.reload();
      const facts = { name: pool.name, place: count(to + 1), count: count(pools) };
      announcer.say(t("sidebar.moved", facts));
    });
  }

  /** Runs a command that has no form or dialog to show its error in. */
  async attempt(command: () => Promise<unknown>): Promise<void> {
    this.error = null;
    try {
      await command();
    } catch (thrown) {
      this.error = commandError(thrown);
    }
  }

  /** The selected pool, or all on the overview. */
  async refresh(): Promise<void> {
    if (this.screen === "overview") {
      const pools = this.overview?.pools ?? [];
      await this.attempt(() => Promise.all(pools.map(({ id }) => commands.refreshPool(id))));
      return;
    }
    if (this.selected === null || this.screen !== "pool") return;
    try {
      await commands.refreshPool(this.selected);
    } catch (thrown) {
      this.viewError = commandError(thrown);
    }
  }

  async enterDemo(): Promise<void> {
    await this.#replaceOverview(await commands.enterDemo());
  }

  async leaveDemo(): Promise<void> {
    await this.attempt(async () => this.#replaceOverview(await commands.leaveDemo()));
  }

  async setPoolOrder(pool_order: PoolOrder): Promise<void> {
    const settings = this.overview?.settings;
    if (settings) await this.changeSettings({ ...settings, pool_order });
  }

  /** Enlarges everything. */
  async zoom(zoom_percent: number): Promise<void> {
    await this.#set({ zoom_percent }, t("settings.zoomed", { percent: percent(zoom_percent) }));
  }

  /** Shows a benefit of the selected pool in lists and levels, or hides it there. */
  async setListed({ code, name }: BenefitCard, listed: boolean): Promise<void> {
    const pool = this.selected;
    if (pool === null) return;
    const { [pool]: before = [], ...unlisted } = this.overview?.settings.unlisted ?? {};
    const others = before.filter((other) => other !== code);
    const codes = listed ? others : [...others, code];
    if (codes.length > 0) unlisted[pool] = codes;
    const said = t(listed ? "benefits.shown" : "benefits.hid", { name: name || code });
    await this.#set({ unlisted }, said);
  }

  async #set(part: Partial<Settings>, said: string): Promise<void> {
    const settings = this.overview?.settings;
    if (!settings) return;
    await this.attempt(async () => {
      await this.changeSettings({ ...settings, ...part });
      announcer.say(said);
    });
  }

  /** Hides names, hosts and figures, or shows them again. */
  async togglePrivacy(): Promise<void> {
    const settings = this.overview?.settings;
    if (!settings) return;
    const privacy = !settings.privacy;
    await this.attempt(async () => {
      await commands.changeSettings({ ...settings, privacy });
      await this.reload();
      // Also replaces a message that may name a pool.
      announcer.say(t(privacy ? "privacy.on" : "privacy.off"));
    });
  }

  /** Applies the settings at once, and reverts them if they can't be saved. */
  async changeSettings(settings: Settings, hookSecret?: string): Promise<void> {
    const previous = this.overview;
    if (!previous) return;
    this.setOverview({ ...previous, settings });
    try {
      await commands.changeSettings(settings, hookSecret);
    } catch (thrown) {
      this.setOverview({ ...(this.overview ?? previous), settings: previous.settings });
      throw thrown;
    }
  }

  async #replaceOverview(overview: Overview): Promise<void> {
    this.openBenefit(null);
    this.setOverview(overview);
    this.selected = this.listed[0]?.id ?? null;
    this.#showFirst();
    await this.#loadSelected();
  }

  /** The overview, from two pools on. */
  #showFirst(): void {
    this.show((this.overview?.pools.length ?? 0) > 1 ? "overview" : "pool");
  }

  async #loadSelected(): Promise<void> {
    const pool = this.selected;
    this.viewError = null;
    if (pool === null) return;
    try {
      this.#setView(await commands.poolView(pool));
    } catch (thrown) {
      if (pool === this.selected) this.viewError = commandError(thrown);
    }
  }

  #setView(view: PoolView): void {
    const previous = this.#views[view.id];
    if (previous && view.revision < previous.revision) return;
    this.#views = { ...this.#views, [view.id]: view };
    clock.tick();
    if (view.id === this.selected && previous?.refreshing && !view.refreshing) {
      const failed = view.notices.some((notice) => notice.kind === "failed");
      announcer.say(t(failed ? "pool.refresh_failed" : "pool.refreshed", { name: view.name }));
    }
  }
}

function inOrder(overview: Overview | null): PoolSummary[] {
  if (!overview) return [];
  if (overview.settings.pool_order === "own") return overview.pools;
  const pools = new Map(overview.pools.map((pool) => [pool.id, pool]));
  return overview.worst_first.flatMap((id) => pools.get(id) ?? []);
}

export const app = new AppState();
