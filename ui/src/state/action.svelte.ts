import { commandError, type CommandError } from "../backend/error";

/** A command that a form or dialog runs: whether it is running, and why its last run failed. */
export class Action {
  busy = $state(false);
  error = $state.raw<CommandError | null>(null);

  /** Returns whether it succeeded. */
  async run(command: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    try {
      await command();
      return true;
    } catch (thrown) {
      this.error = commandError(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
