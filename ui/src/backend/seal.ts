// The other end is `src-tauri/src/seal.rs`.

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const PURPOSE = "authgauge access key";

/**
 * Seals a text so that only the shell can open it, and only once. Whatever the web view keeps of the message that
 * carries it is of no use to anyone.
 */
export async function seal(publicKey: string, text: string): Promise<string> {
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const key = await keyBetween(own.privateKey, fromBase64(publicKey));
  const once = { name: "AES-GCM", iv: new Uint8Array(12) };
  const sealed = await crypto.subtle.encrypt(once, key, new TextEncoder().encode(text));
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  return toBase64(new Uint8Array([...new Uint8Array(point), ...new Uint8Array(sealed)]));
}

async function keyBetween(own: CryptoKey, shells: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const theirs = await crypto.subtle.importKey("raw", shells, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own, 256);
  const drawn = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(PURPOSE);
  const from = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(from, drawn, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
