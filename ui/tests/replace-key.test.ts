import { describe, expect, it } from "vitest";

import { FakeBackend } from "./fixtures/backend";
import { failure } from "./fixtures/pools";
import { expectAccessible, find, findAll, open, settle, words } from "./window";

async function openDialog(backend = new FakeBackend()) {
  const opened = await open(backend);
  await opened.user.click(find("pool-menu"));
  await opened.user.click(find("replace-key"));
  await settle();
  await settle();
  return { ...opened, backend };
}

const id = () => find("access-key-id") as HTMLInputElement;

describe("replacing a key", () => {
  it("begins at the secret of the key that is known", async () => {
    await openDialog();
    expect(id().value).toBe("5f1e9a2b7c3d4e6f8a9b0c1d");
    expect(document.activeElement?.id).toBe("replace-secret");
  });

  it.each([["hidden"], ["not known"]])("leaves the ID to the owner while it is %s", async (why) => {
    const backend = new FakeBackend().answer("key_id", () => {
      if (why === "hidden") return null;
      throw failure("keychain_locked");
    });
    await openDialog(backend);
    expect(id().value).toBe("");
    expect(findAll("error")).toEqual([]);
  });

  it("tests the new key without storing it", async () => {
    const { backend, user } = await openDialog();
    await user.keyboard("s3cret");
    await user.click(find("test-new-key"));
    expect(words(find("key-report"))).toContain("Connected. 8 benefits found");
    expect(backend.called("test_new_key")[0]?.args.pool).toBe("p1");
    expect(backend.called("replace_key")).toEqual([]);
    await expectAccessible();
    await user.type(find("access-key-secret"), "x");
    expect(findAll("key-report")).toEqual([]);
  });

  it("says why a test failed", async () => {
    const backend = new FakeBackend().answer("test_new_key", () => {
      throw failure("key_rejected");
    });
    const { user } = await openDialog(backend);
    await user.keyboard("s3cret");
    await user.click(find("test-new-key"));
    expect(find("error").dataset.code).toBe("key_rejected");
  });
});
