// A computation whose steps fade: from its level on, a step's numbers are boxes, each judged as it is filled in.
const SHOWN = ["all", "most", "some", "nothing"];
const STATE = ["level", "given", "named"];
const TRIES = 2; // wrong numbers, after which one may be shown

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const write = (element, words) => element.textContent === words || (element.textContent = words);
const isNear = (one, other, within) => Math.abs(one - other) <= within + 1e-6 * Math.abs(other) + 1e-9;

// What can be said about a wrong number without telling the right one.
function diagnose(step, number, value, within) {
  const known = step.mistakes.find((mistake) => isNear(value, mistake.number, within));
  if (known) return known.text;
  return number !== 0 && isNear(value, -number, within) ? "The size is right; look at the sign." : "";
}

// What to say about a step: every number that is wrong, else how many are right.
function verdict(step, numbers, entries, within) {
  const wrong = numbers.flatMap(({ number }, k) => {
    const { value = null, right, shown } = entries[k] ?? {};
    if (value === null || right || shown) return [];
    const which = numbers.length > 1 ? `Number ${k + 1}: not yet.` : "Not yet.";
    return [`${which} ${diagnose(step, number, value, within)}`.trim()];
  });
  if (wrong.length) return [wrong.join(" "), false];
  const right = entries.filter((entry) => entry?.right).length;
  if (right === numbers.length) return ["Right.", true];
  return [right ? `${right} of ${numbers.length} right` : "", true];
}

// A box for one number, with its verdict and, after two wrong tries, a way to see the number.
function cell(label, part, judge, show) {
  const box = make("input", { type: "number", step: "any", "aria-label": label, autocomplete: "off" });
  const mark = make("span", { class: "mark" });
  const button = make("button", { type: "button", "aria-label": `Show me: ${label}` }, "Show me");
  const enter = () => judge(Number.isFinite(box.valueAsNumber) ? box.valueAsNumber : null);
  box.addEventListener("blur", enter);
  box.addEventListener("keydown", (event) => event.key === "Enter" && enter());
  button.addEventListener("click", () => {
    show();
    box.focus();
  });
  const update = (entry) => {
    const { value = null, right = false, shown = false, wrong = [] } = entry ?? {};
    const done = right || shown;
    if (done) box.value = part.text.replace("−", "-");
    else if (document.activeElement !== box) box.value = value ?? "";
    box.readOnly = done;
    box.className = done ? "right" : value === null ? "" : "wrong";
    box.setAttribute("aria-invalid", String(!done && value !== null));
    write(mark, right ? "✓ right" : shown ? "shown" : value === null ? "" : "not yet");
    button.hidden = done || wrong.length < TRIES;
  };
  return { element: make("span", { class: "cell" }, box, mark, button), update };
}

// The parts of a step as pairs of a text and its number, which stay on one line; a comma stays with what it follows.
function line(step, cells) {
  const paragraph = make("p", { class: "line" });
  let pair = null;
  let count = 0;
  for (const part of step.parts) {
    if (part.number === undefined) {
      const [, comma, words] = part.text.match(/^(\s*[,;:.]*)\s*([^]*)$/);
      if (pair && comma.trim()) pair.append(comma.trim());
      pair = null;
      if (!words) continue;
      pair = make("span", { class: "pair" }, `${words} `);
    } else {
      pair ??= make("span", { class: "pair" });
      pair.append(cells ? cells[count].element : make("span", { class: "given" }, part.text));
      count += 1;
    }
    if (!pair.isConnected && pair.parentNode !== paragraph) paragraph.append(pair, " ");
  }
  return paragraph;
}

function render({ model, el }) {
  const [steps, principles, within] = ["steps", "principles", "within"].map((name) => model.get(name));
  const root = make("div", { class: "cnnlite-worked", role: "group", "aria-label": model.get("title") });
  root.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));

  const save = (name, value) => {
    model.set(name, value);
    model.save_changes();
    update();
  };
  const put = (name, key, value) => save(name, { ...model.get(name), [key]: value });

  const level = make("select", {}, ...SHOWN.map((word, n) => make("option", { value: n }, word)));
  const head = make("label", { class: "level" }, "How much is shown ", level);
  const again = make("button", { type: "button" }, "Start again");
  const arrays = make("div", { class: "arrays" }, ...model.get("arrays").map(table));
  const list = make("ol");
  const score = make("p", { class: "score", role: "status" });
  root.append(make("p", { class: "title" }, model.get("title")), head, arrays, list);
  root.append(make("div", { class: "foot" }, score, again));
  el.append(root);

  // One step; what it returns brings it up to date.
  const build = (step, n) => {
    const blank = model.get("level") >= step.fade;
    const said = make("p", { role: "status" });
    const numbers = step.parts.filter((part) => part.number !== undefined);
    const keys = numbers.map((_, k) => `${n}.${k}`);
    const entry = (key) => model.get("given")[key];
    const judge = (key, number, value) => {
      const before = entry(key) ?? { wrong: [] };
      if (before.right || before.shown || (before.value ?? null) === value) return;
      const right = value !== null && isNear(value, number, within);
      const isNew = value !== null && !right && !before.wrong.includes(value);
      put("given", key, { value, right, shown: false, wrong: isNew ? [...before.wrong, value] : before.wrong });
    };
    const reveal = (key, number) => put("given", key, { ...entry(key), value: number, right: false, shown: true });
    const cells = blank
      ? numbers.map((part, k) => {
          const before = step.parts[step.parts.indexOf(part) - 1];
          const words = before?.number === undefined ? (before?.text ?? "").replace(/^[\s,;:.]+/, "") : "";
          const place = numbers.length > 1 ? `number ${k + 1}, ` : "";
          const label = `${step.label}, ${place}${words}`.replace(/[\s,]+$/, "");
          return cell(label, part, (value) => judge(keys[k], part.number, value), () => reveal(keys[k], part.number));
        })
      : null;
    const item = make("li", {}, make("span", { class: "label" }, step.label), line(step, cells));
    if (blank) item.append(said);
    const rule = step.principle ? principle(step, n) : null;
    if (rule) item.append(rule.element);
    const show = () => {
      cells?.forEach(({ update: bring }, k) => bring(entry(keys[k])));
      const [words, right] = verdict(step, numbers, keys.map(entry), within);
      said.className = right ? "said right" : "said wrong";
      write(said, words);
      rule?.update();
    };
    return { item, keys: blank ? keys : [], show };
  };

  // The prompt: which principle does the step follow? A learner reads "rule".
  const principle = (step, n) => {
    const options = ["choose …", ...principles].map((words, k) => make("option", { value: k ? words : "" }, words));
    const select = make("select", { "aria-label": `${step.label}: which rule?` }, ...options);
    const said = make("span", { class: "said", role: "status" });
    select.addEventListener("change", () => put("named", n, select.value));
    const show = () => {
      const named = model.get("named")[n] ?? "";
      const right = named === step.principle;
      select.value = named;
      said.className = right ? "said right" : "said wrong";
      write(said, !named ? "" : right ? `✓ Right. ${step.why}`.trim() : "Not yet: that is the rule of another step.");
    };
    const element = make("div", { class: "principle" }, make("label", {}, "Which rule? ", select), " ", said);
    return { element, update: show };
  };

  let built = [];
  let builtAt = null;
  const update = () => {
    level.value = model.get("level");
    if (builtAt !== model.get("level")) {
      builtAt = model.get("level");
      built = steps.map(build);
      list.replaceChildren(...built.map(({ item }) => item));
    }
    const given = model.get("given");
    built.forEach(({ show }) => show());
    const keys = built.flatMap((step) => step.keys);
    const right = keys.filter((key) => given[key]?.right).length;
    const shown = keys.filter((key) => given[key]?.shown).length;
    again.hidden = !Object.keys(given).length && !Object.keys(model.get("named")).length;
    if (!keys.length) write(score, "Every number is shown.");
    else if (right === keys.length) write(score, `All right: every number (${right}) is yours.`);
    else if (right + shown === keys.length) write(score, `Complete: ${right} by you, ${shown} shown.`);
    else write(score, `${right} of ${keys.length} numbers right`);
  };
  level.addEventListener("change", () => save("level", Number(level.value)));
  again.addEventListener("click", () => {
    model.set("named", {});
    save("given", {});
    level.focus();
  });
  for (const name of STATE) model.on(`change:${name}`, update);
  update();
  return () => STATE.forEach((name) => model.off(`change:${name}`, update));
}

function table({ label, rows }) {
  const lines = rows.map((row) => make("tr", {}, ...row.map((number) => make("td", {}, number))));
  return make("table", {}, make("caption", {}, label), make("tbody", {}, ...lines));
}

export default { render };
