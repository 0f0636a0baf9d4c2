import { describe, expect, it } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { failure, overview, settings } from "./fixtures/pools";
import { find, findAll, open, settle, words } from "./window";

const empty = () => new FakeBackend(overview({ pools: [] }));
const value = (testid: string) => (find(testid) as HTMLInputElement).value;

type User = Awaited<ReturnType<typeof open>>["user"];

async function type(user: User): Promise<void> {
  await user.type(find("access-key-id"), " 62ea ");
  await user.type(find("access-key-secret"), "s3cret");
  await user.type(find("pool-name"), "Acme");
}

describe("the first run", () => {
  it("opens the form that adds a pool", async () => {
    await open(empty());
    expect(find("add-pool-form")).toBeTruthy();
    expect(find("demo")).toBeTruthy();
    expect(words(document.body)).toContain("(GNOME Keyring) and is sent only to api.genauth.ai.");
  });

  it("opens the demo", async () => {
    const { user } = await open(empty());
    await user.click(find("demo"));
    expect(find("demo-mark")).toBeTruthy();
    expect(findAll("overview")).toHaveLength(1);
  });
});

describe("adding a pool", () => {
  it("tests the key and shows the result", async () => {
    const backend = empty();
    const { user } = await open(backend);
    await type(user);
    await user.click(find("test-key"));
    expect(backend.calls.map((call) => call.command)).toEqual([
      "remember_place",
      "overview",
      "new_seal",
      "test_key",
    ]);
    expect(words(find("key-report"))).toBe(
      "Connected. 8 benefits found, 3 on trial. Signed in with a token. Server clock differs by 0.4 sec.",
    );
  });

  it("proposes a name once the key works, and keeps a typed one", async () => {
    const { user } = await open(empty());
    await user.type(find("access-key-id"), "62ea1b2c3d");
    await user.type(find("access-key-secret"), "s3cret");
    await user.click(find("test-key"));
    expect(value("pool-name")).toBe("GenAuth 62ea1b");
    await user.clear(find("pool-name"));
    await user.type(find("pool-name"), "Mine");
    await user.click(find("test-key"));
    expect(value("pool-name")).toBe("Mine");
  });

  it("opens the advanced part for a problem in it", async () => {
    const backend = empty().answer("test_key", () => {
      throw failure("ca_file_invalid");
    });
    const { user } = await open(backend);
    await user.click(find("service-private"));
    await user.type(find("host"), "https://id.acme.internal");
    await type(user);
    expect(find("advanced").closest("details")?.open).toBe(false);
    await user.click(find("test-key"));
    expect(find("advanced").closest("details")?.open).toBe(true);
    expect(document.activeElement).toBe(find("ca-file"));
  });

  it("saves, clears the secret and opens the pool", async () => {
    const backend = empty();
    const { user, draft } = await open(backend);
    await type(user);
    await user.click(find("save-pool"));
    expect(backend.called("add_pool")[0]?.args).toEqual({
      draft: { name: "Acme", service: "genauth", host: null, sign_in: "automatic", ca_file: null },
      key: { id: "62ea", sealed: "sealed for public key 1: s3cret" },
      sessionOnly: false,
    });
    expect(draft.secret).toBe("");
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme");
  });

  it("seals the secret for each command, and sends it with nothing else", async () => {
    const backend = empty();
    const { user } = await open(backend);
    await type(user);
    await user.click(find("test-key"));
    await user.click(find("save-pool"));
    expect(backend.called("test_key")[0]?.args.key).toEqual({
      id: "62ea",
      sealed: "sealed for public key 1: s3cret",
    });
    expect(backend.called("add_pool")[0]?.args.key).toEqual({
      id: "62ea",
      sealed: "sealed for public key 2: s3cret",
    });
    const others = backend.calls.filter(({ args }) => !args.key);
    expect(JSON.stringify(others)).not.toContain("s3cret");
  });

  it("shows each missing field without calling the backend", async () => {
    const backend = empty();
    const { user } = await open(backend);
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
    expect(backend.called("new_seal")).toHaveLength(0);
    expect(backend.called("add_pool")).toHaveLength(0);
  });

  it("sends host, sign-in and CA file of a private deployment", async () => {
    const backend = empty();
    const { user } = await open(backend);
    await type(user);
    await user.click(find("service-private"));
    await user.type(find("host"), "https://id.acme.internal");
    await user.click(find("advanced"));
    await user.click(find("sign-in-signature"));
    await user.click(find("ca-file"));
    await user.click(find("test-key"));
    expect(backend.called("test_key")[0]?.args).toEqual({
      key: { id: "62ea", sealed: "sealed for public key 1: s3cret" },
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

  it("keeps the input through errors, other services and other screens", async () => {
    const backend = empty().answer("test_key", () => {
      throw failure("key_rejected", { message: "no", request_id: "r-1" });
    });
    const { user } = await open(backend);
    await type(user);
    await user.click(find("test-key"));
    expect(words(find("error"))).toContain(
      "The access key was rejected. Nothing was saved; your entries are still here. Check",
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
    ["name_too_long", "pool-name", {}],
    ["key_malformed", "access-key-id", {}],
    ["key_malformed", "access-key-secret", { field: "secret", reason: "not_ascii" }],
    ["key_malformed", "access-key-id", { field: "id", reason: "blank" }],
    ["host_invalid", "host", {}],
    ["ca_file_invalid", "ca-file", {}],
  ] as const)("shows %s beside %s and focuses it", async (code, field, params) => {
    const backend = empty().answer("add_pool", () => {
      throw failure(code, params);
    });
    const { user } = await open(backend);
    await user.click(find("service-private"));
    await user.type(find("host"), "x");
    await type(user);
    await user.click(find("save-pool"));
    expect(find("error").dataset.field).toBe(field);
    expect(document.activeElement).toBe(find(field));
  });

  it("translates the problem of a field when the language changes", async () => {
    const backend = empty();
    const { user } = await open(backend);
    await user.click(find("test-key"));
    const chinese = { ...settings, language: "zh" } as const;
    backend.emit("overview_changed", overview({ pools: [], settings: chinese }));
    await settle();
    expect(findAll("error").map(words)).toEqual([
      "请填写 Access Key ID。",
      "请填写 Access Key Secret。",
    ]);
  });

  it("reports a saved pool as saved if only the reload failed", async () => {
    const backend = new FakeBackend();
    const { user } = await open(backend);
    await user.click(find("add-pool"));
    await type(user);
    backend.answer("overview", () => {
      throw failure("store_failed");
    });
    await user.click(find("save-pool"));
    expect(words(document.querySelector("h1") as HTMLElement)).toBe("Acme");
    expect(words(find("error"))).toContain("It worked, but what is shown may be out of date");
    expect(words(document.body)).not.toContain("Nothing was stored");
  });

  it("offers to keep the key for the session if the keychain fails", async () => {
    const backend = empty().answer("add_pool", ({ sessionOnly }) => {
      if (sessionOnly !== true) throw failure("keychain_locked");
      return "p1";
    });
    const { user } = await open(backend);
    await type(user);
    await user.click(find("save-pool"));
    expect(words(find("error"))).toContain("The keychain is locked.");
    await user.click(find("session-only"));
    expect(backend.called("add_pool").map((call) => call.args.sessionOnly)).toEqual([false, true]);
  });

  it("explains that there is no keychain, and works without one", async () => {
    const trouble = failure("keychain_missing");
    await open(
      new FakeBackend(
        overview({ pools: [], keychain: { name: "Secret Service", session_only: true, trouble } }),
      ),
    );
    expect(words(find("keychain-trouble"))).toContain("until Authgauge closes");
    expect(words(find("save-pool"))).toBe("Keep for this session only");
  });

  it("explains that the keychain is locked, and still offers to save to it", async () => {
    const trouble = failure("keychain_locked");
    const keychain = { name: "GNOME Keyring", session_only: false, trouble };
    await open(new FakeBackend(overview({ pools: [], keychain })));
    expect(words(find("keychain-trouble"))).toContain("The keychain is locked.");
    expect(words(find("keychain-trouble"))).toContain("Unlock it, then try again.");
    expect(words(find("save-pool"))).toBe("Save to keychain");
  });

  it("shows a generic error for an unknown exception", async () => {
    const backend = empty().answer("test_key", () => {
      throw new Error("Maximum call stack");
    });
    const { user } = await open(backend);
    await type(user);
    await user.click(find("test-key"));
    expect(find("error").dataset.code).toBe("unknown");
    expect(words(find("error"))).not.toContain("Maximum");
  });

  it("shows the secret on request only", async () => {
    const { user } = await open(empty());
    expect((find("access-key-secret") as HTMLInputElement).type).toBe("password");
    await user.click(find("show-secret"));
    expect((find("access-key-secret") as HTMLInputElement).type).toBe("text");
  });
});

it("opens the console in which keys of the service are made", async () => {
  const backend = empty();
  const { user } = await open(backend);
  await user.click(find("service-authing"));
  expect(words(find("open-service"))).toBe("Open the Authing console");
  await user.click(find("open-service"));
  expect(backend.called("open_service")[0]?.args).toEqual({ service: "authing" });
  await user.click(find("service-private"));
  expect(findAll("open-service")).toEqual([]);
});
