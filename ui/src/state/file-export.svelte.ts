// An export to a file that the owner chooses, and how it went.

import { commandError, type CommandError } from "../backend/error";
import { t } from "../text/messages";
import { announcer } from "./announcer.svelte";
import { exportWarning } from "./export-warning.svelte";

type Result = { of: string; path: string | null; error: CommandError | null };

export class FileExport {
  #last = $state.raw<Result | null>(null);

  /** The result of the last export, if it was of this. */
  result(of: string): Result | null {
    return this.#last?.of === of ? this.#last : null;
  }

  /** `write` answers the path, or null if the owner cancelled. */
  async save(of: string, write: () => Promise<string | null>): Promise<void> {
    this.#last = null;
    if (!(await exportWarning.agreed())) return;
    try {
      const path = await write();
      if (path === null) return;
      this.#last = { of, path, error: null };
      announcer.say(t("mau.exported", { path }));
    } catch (thrown) {
      this.#last = { of, path: null, error: commandError(thrown) };
    }
  }
}
