// An export contains what the window hides: the owner is asked first.

import { app } from "./app.svelte";

class ExportWarning {
  isAsking = $state(false);
  #answer: (agreed: boolean) => void = () => undefined;

  /** Whether to export: at once while nothing is hidden, else as the owner answers. */
  async agreed(): Promise<boolean> {
    if (!app.overview?.settings.privacy) return true;
    this.#answer(false);
    this.isAsking = true;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  answer(agreed: boolean): void {
    this.isAsking = false;
    this.#answer(agreed);
  }
}

export const exportWarning = new ExportWarning();
