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
    const outcome = await Promise.race([call(payload), timedOut()]);
    answers.push({ payload: describe(payload), ...outcome });
  }
  return answers;
})();
