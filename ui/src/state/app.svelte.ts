// What the window knows. All of it comes from the shell; only the choice of screen is the page's own.

import * as commands from "../backend/commands";
import { onCloseAsked, onOpenAt, onOverviewChanged, onPoolChanged } from "../backend/events";
import { asFailure } from "../backend/failure";
import type {
  Failure,
  Overview,
  Place,
  PoolId,
  PoolSummary,
  PoolView,
  Screen,
  Settings,
} from "../backend/generated";
import { count } from "../text/numbers";
import { t } from "../text/messages";
import { announcer } from "./announcer.svelte";
import { appearance } from "./appearance.svelte";
import { clock } from "./clock.svelte";

/**
 * A refusal, or null for one that Authgauge has no words for. `done`: what was asked for was done, only
 * reading it again failed.
 */
export type Refusal = { failure: Failure | null; done?: boolean };

class AppState {
  overview = $state.raw<Overview | null>(null);
  /** Of the last thing asked for from the sidebar or the pool's screen. */
  refusal = $state.raw<Refusal | null>(null);
  selected = $state<PoolId | null>(null);
  /** The code of the benefit of which all is shown. */
  benefit = $state<string | null>(null);
  /** The owner closes the window, and has not said yet what that means. */
  closing = $state(false);
  #screen = $state<Screen>("pool");
  #views = $state.raw<Record<PoolId, PoolView>>({});
  /** Why a pool's view could not be had. */
  viewRefusal = $state.raw<Refusal | null>(null);

  /** Without a pool there is nothing to show but how to add one. */
  screen: Screen = $derived(
    this.#screen === "pool" && this.overview?.pools.length === 0 ? "add" : this.#screen,
  );
  view = $derived(this.selected === null ? null : (this.#views[this.selected] ?? null));
  place = $derived<Place>({
    screen: this.#screen,
    pool: this.selected,
    benefit: this.benefit,
  });
  summary = $derived(this.overview?.pools.find((pool) => pool.id === this.selected) ?? null);

  /** Asks for everything the first picture needs, and listens from then on. */
  async start(): Promise<void> {
    const listening = Promise.all([
      onOverviewChanged((overview) => {
        this.takeOverview(overview);
        if (this.view === null) void this.loadSelected();
      }),
      onPoolChanged((view) => this.takeView(view)),
      onCloseAsked(() => (this.closing = true)),
      onOpenAt(({ pool, benefit }) => void this.select(pool, benefit)),
    ]);
    try {
      this.goTo(await commands.openedAt().catch(() => null));
      this.takeOverview(await commands.overview());
      await Promise.all([listening, this.loadSelected()]);
    } catch (thrown) {
      this.refusal = { failure: asFailure(thrown) };
    }
  }

  /** Answers and events may overtake each other: what is older than what is known stays out. */
  takeOverview(overview: Overview): void {
    const before = this.overview;
    if (before && overview.revision < before.revision) return;
    if (before?.demo !== overview.demo) this.#views = {};
    this.overview = overview;
    appearance.choose(overview.settings.language, overview.settings.theme);
    const known = overview.pools.some((pool) => pool.id === this.selected);
    if (known) return;
    this.selected = overview.pools[0]?.id ?? null;
    this.benefit = null;
    this.refusal = null;
  }

  takeView(view: PoolView): void {
    const before = this.#views[view.id];
    if (before && view.revision < before.revision) return;
    this.#views = { ...this.#views, [view.id]: view };
    clock.tick();
    if (view.id === this.selected && before?.refreshing && !view.refreshing) {
      const failed = view.notices.some((notice) => notice.kind === "failed");
      announcer.say(
        failed
          ? t("pool.refresh_failed", { name: view.name })
          : t("pool.refreshed", { name: view.name }),
      );
    }
  }

  show(screen: Screen): void {
    this.#screen = screen;
    this.refusal = null;
  }

  /** A pool is added to the owner's own, never to a demo. */
  async startAdding(): Promise<void> {
    await this.attempt(async () => {
      if (this.overview?.demo) await this.swap(await commands.leaveDemo());
      this.show("add");
    });
  }

  async select(pool: PoolId, benefit: string | null = null): Promise<void> {
    this.selected = pool;
    this.openBenefit(benefit);
    await this.loadSelected();
  }

  /** Shows all of one benefit, or with null the pool's cards. */
  openBenefit(code: string | null): void {
    this.benefit = code;
    this.show("pool");
  }

  /** From settings and the like to what was there before, from a benefit to its pool. */
  leave(): void {
    if (this.screen === "pool") this.benefit = null;
    this.show("pool");
  }

  async selectAt(index: number): Promise<void> {
    const pool = this.overview?.pools[index];
    if (pool) await this.select(pool.id);
  }

  /**
   * After a command that changes pools: what is shown is what the shell says, not what was asked for. It
   * never throws, for the command itself has succeeded.
   */
  async reload(): Promise<void> {
    this.refusal = null;
    try {
      this.takeOverview(await commands.overview());
    } catch (thrown) {
      this.refusal = { failure: asFailure(thrown), done: true };
    }
    await this.loadSelected();
  }

  /** Shows a pool that was just added. */
  async showAdded(pool: PoolId): Promise<void> {
    await this.reload();
    const { refusal } = this;
    await this.select(pool);
    this.refusal = refusal;
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

  /** Does what has no form or dialog of its own to show a refusal in. */
  async attempt(what: () => Promise<unknown>): Promise<void> {
    this.refusal = null;
    try {
      await what();
    } catch (thrown) {
      this.refusal = { failure: asFailure(thrown) };
    }
  }

  async refresh(): Promise<void> {
    if (this.selected === null || this.screen !== "pool") return;
    try {
      await commands.refreshPool(this.selected);
    } catch (thrown) {
      this.viewRefusal = { failure: asFailure(thrown) };
    }
  }

  async enterDemo(): Promise<void> {
    await this.swap(await commands.enterDemo());
  }

  async leaveDemo(): Promise<void> {
    await this.attempt(async () => this.swap(await commands.leaveDemo()));
  }

  async changeSettings(settings: Settings): Promise<void> {
    const before = this.overview;
    if (!before) return;
    this.takeOverview({ ...before, settings });
    try {
      await commands.changeSettings(settings);
    } catch (thrown) {
      this.takeOverview({ ...(this.overview ?? before), settings: before.settings });
      throw thrown;
    }
  }

  /** Where the window was when it was closed. */
  private goTo(place: Place | null): void {
    if (!place) return;
    this.#screen = place.screen;
    this.selected = place.pool;
    this.benefit = place.benefit;
  }

  private async swap(overview: Overview): Promise<void> {
    this.openBenefit(null);
    this.takeOverview(overview);
    this.selected = this.overview?.pools[0]?.id ?? null;
    await this.loadSelected();
  }

  private async loadSelected(): Promise<void> {
    const pool = this.selected;
    this.viewRefusal = null;
    if (pool === null) return;
    try {
      this.takeView(await commands.poolView(pool));
    } catch (thrown) {
      if (pool === this.selected) this.viewRefusal = { failure: asFailure(thrown) };
    }
  }
}

export const app = new AppState();
