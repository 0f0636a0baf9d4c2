import { webcrypto } from "node:crypto";

import { expect, it, vi } from "vitest";

vi.stubGlobal("crypto", webcrypto);
vi.unmock("../src/backend/seal");
const { seal } = await import("../src/backend/seal");

const curve = { name: "ECDH", namedCurve: "P-256" };
const bytes = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Decrypts as the backend does. */
async function unseal(pair: CryptoKeyPair, sealed: string): Promise<string> {
  const [point, ciphertext] = [bytes(sealed).slice(0, 65), bytes(sealed).slice(65)];
  const peer = await crypto.subtle.importKey("raw", point, curve, false, []);
  const shared = await crypto.subtle.deriveBits({ ...curve, public: peer }, pair.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("authgauge access key");
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const aes = { name: "AES-GCM", length: 256 };
  const key = await crypto.subtle.deriveKey(hkdf, material, aes, false, ["decrypt"]);
  const opened = await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: new Uint8Array(12) },
    key,
    ciphertext,
  );
  return new TextDecoder().decode(opened);
}

it("seals to the public key, differently each time", async () => {
  const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const publicKey = btoa(String.fromCharCode(...raw));
  const [one, other] = [await seal(publicKey, "s3cret+/&"), await seal(publicKey, "s3cret+/&")];
  expect(one).not.toBe(other);
  expect(atob(one)).not.toContain("s3cret");
  expect([await unseal(pair, one), await unseal(pair, other)]).toEqual(["s3cret+/&", "s3cret+/&"]);
});
