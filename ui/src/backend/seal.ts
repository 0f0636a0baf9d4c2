// Encrypts a secret for the backend; `src-tauri/src/seal.rs` decrypts it.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const INFO = "authgauge access key";

/**
 * Encrypts `text` to a one-time public key of the backend. The web view's message buffers are never wiped, so that a
 * secret must not pass through them in plain text.
 */
export async function seal(publicKey: string, text: string): Promise<string> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const key = await deriveKey(pair.privateKey, fromBase64(publicKey));
  // The key encrypts one message only, so that a fixed nonce is safe.
  const algorithm = { name: "AES-GCM", iv: new Uint8Array(12) };
  const sealed = await crypto.subtle.encrypt(algorithm, key, new TextEncoder().encode(text));
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  return toBase64(new Uint8Array([...new Uint8Array(point), ...new Uint8Array(sealed)]));
}

async function deriveKey(
  privateKey: CryptoKey,
  publicKey: Uint8Array<ArrayBuffer>,
): Promise<CryptoKey> {
  const peer = await crypto.subtle.importKey("raw", publicKey, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: peer }, privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(INFO);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const aes = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(hkdf, material, aes, false, ["encrypt"]);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
