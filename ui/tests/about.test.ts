import { describe, expect, it, vi } from "vitest";

import { diagnosticsText } from "./fixtures/diagnostics";
import { failure, overview, settings } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

async function opened(shell: FakeShell) {
  const opened = await open(shell);
  await opened.user.click(find("open-settings"));
  await settle();
  return opened;
}

describe("logs", () => {
  it("are shown by the shell, and nothing is said where that works", async () => {
    const shell = new FakeShell();
    const { user } = await opened(shell);
    await user.click(find("open-logs"));
    expect(shell.called("open_logs")).toHaveLength(1);
    expect(findAll("error")).toHaveLength(0);
  });

  it("are told by their path where no file manager opens", async () => {
    const path = "/home/ada/.local/share/authgauge/logs";
    const shell = new FakeShell().answer("open_logs", () => {
      throw failure("folder_not_opened", { path });
    });
    const { user } = await opened(shell);
    await user.click(find("open-logs"));
    await settle();
    expect(words(find("error"))).toContain(
      `The folder could not be opened. Open it in a file manager by hand: ${path}`,
    );
    await expectAccessible();
    await user.click(find("language-zh"));
    expect(words(find("error"))).toContain(`无法打开文件夹。请在文件管理器中自行打开：${path}`);
    shell.answer("open_logs", () => null);
    await user.click(find("open-logs"));
    await settle();
    expect(findAll("error")).toHaveLength(0);
  });
});

describe("diagnostics", () => {
  it("are copied as the shell made them, and shown beforehand to whoever wants to know", async () => {
    const { user } = await opened(new FakeShell());
    expect(find("diagnostics").textContent).toBe(diagnosticsText);
    await user.click(find("show-diagnostics"));
    await expectAccessible();
    await user.click(find("copy-diagnostics"));
    expect(await navigator.clipboard.readText()).toBe(diagnosticsText);
    await settle();
    expect(find("copy-diagnostics").title).toBe("Copied");
  });

  it("are those of now", async () => {
    const shell = new FakeShell();
    await opened(shell);
    shell.answer("diagnostics", () => "later");
    shell.emit("overview_changed", overview({ revision: 2, settings }));
    await vi.waitFor(() => expect(find("diagnostics").textContent).toBe("later"));
  });

  it("are not offered where there are none", async () => {
    const shell = new FakeShell().answer("diagnostics", () => {
      throw failure("store_failed");
    });
    await opened(shell);
    expect(findAll("copy-diagnostics")).toHaveLength(0);
    expect(findAll("open-logs")).toHaveLength(1);
  });
});
