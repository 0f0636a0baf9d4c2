// Makes every invalid call of one command, and returns the outcome of each.
// arguments: the command; its valid arguments; by argument name, invalid values of the right type; the timeout of
// a call in milliseconds.
const [command, valid, invalidValues, timeout] = arguments;
const MIB = 1024 * 1024;
const nested = (depth) => (depth === 0 ? "leaf" : { child: nested(depth - 1) });
const wrongTypes = {
  string: [null, 7, -1.5, true, [], ["text"], {}, nested(100), "x".repeat(MIB)],
  number: [null, "7", "x".repeat(MIB), -1, 0.5, NaN, -Infinity, 1e300, true, [], [1], {}, nested(100)],
  boolean: [null, 0, 1, "true", "x".repeat(MIB), [], [true], {}, nested(100)],
  nullable: [7, -1.5, true, [], [null], {}, nested(100), "x".repeat(MIB)],
  object: [null, 7, "text", true, [], [1], {}, nested(100), "x".repeat(MIB)],
};

// Values of another type that are valid nevertheless.
const validAlternatives = { alert_percents: ["[]", "[1]"], close_to_tray: ["true"] };
const isValidAlternative = (name, value) => validAlternatives[name]?.includes(JSON.stringify(value)) ?? false;

const kind = (value) => (value === null ? "nullable" : typeof value);
const isObject = (value) => kind(value) === "object";
const without = (object, name) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

/** The object with one invalid field, for each field and each invalid value. */
function* withOneInvalidField(object) {
  yield { ...object, more: 1 };
  for (const [name, value] of Object.entries(object)) {
    yield without(object, name);
    for (const wrong of wrongTypes[kind(value)]) {
      if (!isValidAlternative(name, wrong)) yield { ...object, [name]: wrong };
    }
    for (const wrong of invalidValues[name] ?? []) yield { ...object, [name]: wrong };
    if (isObject(value)) for (const inner of withOneInvalidField(value)) yield { ...object, [name]: inner };
  }
}

function* invalidPayloads() {
  yield* [null, 7, "text", "x".repeat(MIB), true, [], [1, 2, 3], new ArrayBuffer(8), new ArrayBuffer(MIB)];
  yield { ...valid, more: "x".repeat(MIB) };
  yield { ...valid, more: nested(100) };
  yield JSON.parse('{ "__proto__": { "pool": "x" } }');
  yield* withOneInvalidField(valid);
}

/** Seals a text as `ui/src/backend/seal.ts` does. */
async function seal(text) {
  const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const publicKey = bytes(await window.__TAURI_INTERNALS__.invoke("new_seal", {}));
  const theirs = await crypto.subtle.importKey("raw", publicKey, curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode("authgauge access key");
  const from = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const key = await crypto.subtle.deriveKey(from, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = new Uint8Array(12);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  return btoa(String.fromCharCode(...new Uint8Array(point), ...new Uint8Array(sealed)));
}

/** With a secret that can be opened, so that the call fails for the invalid field only. */
const withSealedSecret = async (payload) =>
  valid.key && payload?.key?.sealed === valid.key.sealed
    ? { ...payload, key: { ...payload.key, sealed: await seal(valid.key.sealed) } }
    : payload;

const timedOut = () => new Promise((resolve) => setTimeout(() => resolve({ timed_out: true }), timeout));
const call = (payload) =>
  window.__TAURI_INTERNALS__.invoke(command, payload).then(
    (result) => ({ result: result ?? null }),
    (error) => ({ error }),
  );
const describe = (payload) => {
  const text = payload instanceof ArrayBuffer ? `${payload.byteLength} bytes` : JSON.stringify(payload);
  return text.slice(0, 300);
};

return (async () => {
  const answers = [];
  for (const payload of invalidPayloads()) {
    const outcome = await Promise.race([withSealedSecret(payload).then(call), timedOut()]);
    answers.push({ payload: describe(payload), ...outcome });
  }
  return answers;
})();
