import { describe, expect, it, vi } from "vitest";

import { failure, overview, settings } from "./fixtures/pools";
import { FakeShell } from "./fixtures/backend";
import { find, findAll, open, settle, words } from "./window";

const empty = () => new FakeShell(overview({ pools: [] }));
const value = (testid: string) => (find(testid) as HTMLInputElement).value;

type User = Awaited<ReturnType<typeof open>>["user"];

async function type(user: User): Promise<void> {
  await user.type(find("access-key-id"), " 62ea ");
  await user.type(find("access-key-secret"), "s3cret");
  await user.type(find("pool-name"), "Acme");
}

describe("the first run", () => {
  it("goes straight to adding a pool", async () => {
    await open(empty());
    expect(find("add-pool-form")).toBeTruthy();
    expect(find("demo")).toBeTruthy();
    expect(words(document.body)).toContain("(GNOME Keyring) and is sent only to api.genauth.ai.");
  });

  it("opens the demo", async () => {
    const { user } = await open(empty());
    await user.click(find("demo"));
    expect(find("demo-mark")).toBeTruthy();
    expect(findAll("benefit-card")).toHaveLength(8);
  });
});

describe("adding a pool", () => {
  it("tests the key and reports what was found", async () => {
    const shell = empty();
    const { user } = await open(shell);
    await type(user);
    await user.click(find("test-key"));
    expect(shell.calls.map((call) => call.command)).toEqual([
      "opened_at",
      "overview",
      "remember_place",
      "new_seal",
      "hold_key",
      "test_key",
    ]);
    expect(words(find("key-report"))).toBe(
      "Connected. 8 benefits found, 3 on trial. Signed in with a token. Server clock differs by 0.4 sec.",
    );
  });

  it("lets go of a key that was still being sealed when the form went", async () => {
    let give: (seal: string) => void = () => undefined;
    const seal = new Promise<string>((resolve) => (give = resolve));
    const shell = empty().answer("new_seal", () => seal);
    const { user } = await open(shell);
    await type(user);
    await user.click(find("test-key"));
    await user.click(find("open-settings"));
    give("the shell");
    await vi.waitFor(() => expect(shell.called("hold_key")).toHaveLength(1));
    await vi.waitFor(() => expect(shell.called("drop_key")).toHaveLength(1));
    const order = shell.calls.map((call) => call.command);
    expect(order.filter((command) => /^(hold|drop)_key$/.test(command))).toEqual([
      "hold_key",
      "drop_key",
    ]);
  });

  it("saves, forgets the secret and opens the pool", async () => {
    const shell = empty();
    const { user, draft } = await open(shell);
    await type(user);
    await user.click(find("save-pool"));
    expect(shell.called("hold_key")[0]?.args).toEqual({
      id: "62ea",
      secret: "sealed for the shell: s3cret",
    });
    expect(shell.called("add_pool")[0]?.args).toEqual({
      draft: { name: "Acme", service: "genauth", host: null, sign_in: "automatic", ca_file: null },
      sessionOnly: false,
    });
    expect(draft.secret).toBe("");
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme");
  });

  it("sends the secret nowhere but to hold_key", async () => {
    const shell = empty();
    const { user } = await open(shell);
    await type(user);
    await user.click(find("test-key"));
    await user.click(find("save-pool"));
    const others = shell.calls.filter((call) => call.command !== "hold_key");
    expect(JSON.stringify(others)).not.toContain("s3cret");
  });

  it("asks for what is missing beside each field, and asks nobody else", async () => {
    const shell = empty();
    const { user } = await open(shell);
    await user.click(find("service-private"));
    await user.click(find("save-pool"));
    expect(findAll("error").map((error) => error.dataset.field)).toEqual([
      "host",
      "access-key-id",
      "access-key-secret",
      "pool-name",
    ]);
    expect(document.activeElement).toBe(find("host"));
    expect(find("host").getAttribute("aria-describedby")).toContain("host-problem");
    expect(shell.called("hold_key")).toHaveLength(0);
  });

  it("sends host, sign-in and CA file of a private deployment", async () => {
    const shell = empty();
    const { user } = await open(shell);
    await type(user);
    await user.click(find("service-private"));
    await user.type(find("host"), "https://id.acme.internal");
    await user.click(find("sign-in-signature"));
    await user.click(find("ca-file"));
    await user.click(find("test-key"));
    expect(shell.called("test_key")[0]?.args).toEqual({
      draft: {
        name: "Acme",
        service: "private",
        host: "https://id.acme.internal",
        sign_in: "signature",
        ca_file: "/etc/ssl/acme-ca.pem",
      },
    });
    await user.click(find("ca-file-clear"));
    expect(words(find("add-pool-form"))).toContain("None chosen");
  });

  it("keeps what was typed through errors, other services and other screens", async () => {
    const shell = empty().answer("test_key", () => {
      throw failure("key_rejected", { message: "no", request_id: "r-1" });
    });
    const { user } = await open(shell);
    await type(user);
    await user.click(find("test-key"));
    expect(words(find("error"))).toContain(
      "The access key was rejected. Nothing was stored, and what you typed is still here. Check",
    );
    await user.click(find("service-authing"));
    await user.click(find("open-settings"));
    await user.click(find("add-pool"));
    expect([value("access-key-id"), value("access-key-secret"), value("pool-name")]).toEqual([
      " 62ea ",
      "s3cret",
      "Acme",
    ]);
  });

  it.each([
    ["name_too_long", "pool-name"],
    ["key_malformed", "access-key-id"],
    ["host_invalid", "host"],
    ["ca_file_invalid", "ca-file"],
  ] as const)("says %s beside its field and moves there", async (code, field) => {
    const shell = empty().answer("add_pool", () => {
      throw failure(code);
    });
    const { user } = await open(shell);
    await user.click(find("service-private"));
    await user.type(find("host"), "x");
    await type(user);
    await user.click(find("save-pool"));
    expect(find("error").dataset.field).toBe(field);
    expect(document.activeElement).toBe(find(field));
  });

  it("says what is wrong with a field in the language in force", async () => {
    const shell = empty();
    const { user } = await open(shell);
    await user.click(find("test-key"));
    const chinese = { ...settings, language: "zh" } as const;
    shell.emit("overview_changed", overview({ pools: [], settings: chinese }));
    await settle();
    expect(findAll("error").map(words)).toEqual(["请填写密钥 ID。", "请填写 Access Key Secret。"]);
  });

  it("does not call a pool unstored when only the list could not be read again", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(find("add-pool"));
    await type(user);
    shell.answer("overview", () => {
      throw failure("store_failed");
    });
    await user.click(find("save-pool"));
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme");
    expect(words(find("error"))).toContain("The change was made");
    expect(words(document.body)).not.toContain("Nothing was stored");
  });

  it("offers to keep the key for the session when the keychain does not take it", async () => {
    const shell = empty().answer("add_pool", ({ sessionOnly }) => {
      if (sessionOnly !== true) throw failure("keychain_locked");
      return "p1";
    });
    const { user } = await open(shell);
    await type(user);
    await user.click(find("save-pool"));
    expect(words(find("error"))).toContain("The keychain is locked.");
    await user.click(find("session-only"));
    expect(shell.called("add_pool").map((call) => call.args.sessionOnly)).toEqual([false, true]);
  });

  it("drops the typed key when the form goes", async () => {
    const shell = new FakeShell();
    const { user } = await open(shell);
    await user.click(find("add-pool"));
    expect(shell.called("drop_key")).toHaveLength(0);
    await user.keyboard("{Escape}");
    expect(shell.called("drop_key")).toHaveLength(1);
  });

  it("says when there is no keychain, and goes on without", async () => {
    const trouble = failure("keychain_missing");
    await open(
      new FakeShell(
        overview({ pools: [], keychain: { name: "Secret Service", session_only: true, trouble } }),
      ),
    );
    expect(words(find("keychain-trouble"))).toContain("until Authgauge closes");
    expect(words(find("save-pool"))).toBe("Keep for this session only");
  });

  it("says when the keychain is locked, and still saves to it", async () => {
    const trouble = failure("keychain_locked");
    const keychain = { name: "GNOME Keyring", session_only: false, trouble };
    await open(new FakeShell(overview({ pools: [], keychain })));
    expect(words(find("keychain-trouble"))).toContain("The keychain is locked.");
    expect(words(find("keychain-trouble"))).toContain("Unlock it, then try again.");
    expect(words(find("save-pool"))).toBe("Save to keychain");
  });

  it("has general words for what no shell sends", async () => {
    const shell = empty().answer("test_key", () => {
      throw new Error("Maximum call stack");
    });
    const { user } = await open(shell);
    await type(user);
    await user.click(find("test-key"));
    expect(find("error").dataset.code).toBe("unknown");
    expect(words(find("error"))).not.toContain("Maximum");
  });

  it("shows the secret on demand only", async () => {
    const { user } = await open(empty());
    expect((find("access-key-secret") as HTMLInputElement).type).toBe("password");
    await user.click(find("show-secret"));
    expect((find("access-key-secret") as HTMLInputElement).type).toBe("text");
  });
});
