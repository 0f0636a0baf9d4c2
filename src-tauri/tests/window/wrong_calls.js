// Makes the calls of one command that are wrong, and answers each with what came back.
// arguments: the command; its right arguments; by argument's name what is of the right type and wrong all the same;
// how many milliseconds a call may take.
const [command, right, senseless, patience] = arguments;
const MIB = 1024 * 1024;
const deep = (left) => (left === 0 ? "bottom" : { down: deep(left - 1) });
const wrongTypes = {
  string: [null, 7, -1.5, true, [], ["text"], {}, deep(100), "x".repeat(MIB)],
  number: [null, "7", "x".repeat(MIB), -1, 0.5, NaN, -Infinity, 1e300, true, [], [1], {}, deep(100)],
  boolean: [null, 0, 1, "true", "x".repeat(MIB), [], [true], {}, deep(100)],
  nullable: [7, -1.5, true, [], [null], {}, deep(100), "x".repeat(MIB)],
  object: [null, 7, "text", true, [], [1], {}, deep(100), "x".repeat(MIB)],
};

// What some arguments may be beside what they are.
const fine = { alert_percents: ["[]", "[1]"], close_to_tray: ["true"] };
const isFine = (name, value) => fine[name]?.includes(JSON.stringify(value)) ?? false;

const kind = (value) => (value === null ? "nullable" : typeof value);
const isObject = (value) => kind(value) === "object";
const without = (object, name) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

/** The object with one thing in it wrong, for each thing and each way. */
function* spoilt(object) {
  yield { ...object, more: 1 };
  for (const [name, value] of Object.entries(object)) {
    yield without(object, name);
    for (const wrong of wrongTypes[kind(value)]) {
      if (!isFine(name, wrong)) yield { ...object, [name]: wrong };
    }
    for (const wrong of senseless[name] ?? []) yield { ...object, [name]: wrong };
    if (isObject(value)) for (const inner of spoilt(value)) yield { ...object, [name]: inner };
  }
}

function* wrongPayloads() {
  yield* [null, 7, "text", "x".repeat(MIB), true, [], [1, 2, 3], new ArrayBuffer(8), new ArrayBuffer(MIB)];
  yield { ...right, more: "x".repeat(MIB) };
  yield { ...right, more: deep(100) };
  yield JSON.parse('{ "__proto__": { "pool": "x" } }');
  yield* spoilt(right);
}

const late = () => new Promise((done) => setTimeout(() => done({ late: true }), patience));
const call = (payload) =>
  window.__TAURI_INTERNALS__.invoke(command, payload).then(
    (answer) => ({ done: answer ?? null }),
    (refusal) => ({ refused: refusal }),
  );
const told = (payload) => {
  const text = payload instanceof ArrayBuffer ? `${payload.byteLength} bytes` : JSON.stringify(payload);
  return text.slice(0, 300);
};

return (async () => {
  const answers = [];
  for (const payload of wrongPayloads()) {
    const came = await Promise.race([call(payload), late()]);
    answers.push({ given: told(payload), ...came });
  }
  return answers;
})();
