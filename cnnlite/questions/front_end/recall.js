// Questions from earlier lessons: a choice is judged at once, with its reason. All of them can be skipped.
const STATE = ["picked", "skipped"];

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const write = (element, words) => element.textContent === words || (element.textContent = words);

// One question; the answer function is told which choice was picked.
function ask(question, answer) {
  const buttons = question.choices.map((choice) => make("button", { type: "button" }, choice));
  buttons.forEach((button, n) => button.addEventListener("click", () => answer(n)));
  const said = make("p", { class: "said", role: "status" });
  const choices = make("div", { class: "choices" }, ...buttons);
  const item = make("li", {}, make("fieldset", {}, make("legend", {}, question.text), choices), said);
  const update = (picks) => {
    const done = picks.includes(question.answer);
    buttons.forEach((button, n) => {
      const state = !picks.includes(n) ? "" : n === question.answer ? "right" : "wrong";
      button.className = state;
      button.setAttribute("aria-pressed", String(picks.includes(n)));
      button.setAttribute("aria-disabled", String(done || state === "wrong")); // not disabled: it keeps the focus
      write(button, (state === "right" ? "✓ " : state === "wrong" ? "✗ " : "") + question.choices[n]);
    });
    said.className = `said ${done ? "right" : "wrong"}`;
    const last = picks[picks.length - 1];
    if (last === undefined) write(said, "");
    else write(said, done ? `Right. ${question.why}` : `Not yet. ${question.reasons[last] || "Try another one."}`);
  };
  return { item, update };
}

function render({ model, el }) {
  const questions = model.get("questions");
  const root = make("div", { class: "cnnlite-recall", role: "group", "aria-label": "Warm-up questions" });
  root.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));

  const save = (name, value) => {
    model.set(name, value);
    model.save_changes();
    update();
  };
  const pick = (number, choice) => {
    const picked = model.get("picked").map((picks) => [...picks]);
    if (picked[number].includes(choice) || picked[number].includes(questions[number].answer)) return;
    picked[number].push(choice);
    save("picked", picked);
  };
  const asked = questions.map((question, n) => ask(question, (choice) => pick(n, choice)));
  const list = make("ol", {}, ...asked.map(({ item }) => item));
  const score = make("p", { class: "score", role: "status" });
  const skip = make("button", { type: "button" });
  const again = make("button", { type: "button" }, "Start again");
  const foot = make("div", { class: "foot" }, score, again, skip);
  root.append(list, foot);
  el.append(root);

  const update = () => {
    const [picked, skipped] = STATE.map((name) => model.get(name));
    asked.forEach(({ update: show }, n) => show(picked[n]));
    const right = questions.filter((question, n) => picked[n].includes(question.answer)).length;
    const first = questions.filter((question, n) => picked[n][0] === question.answer).length;
    list.hidden = skipped;
    write(skip, skipped ? "Show the questions" : "Skip");
    skip.hidden = right === questions.length && !skipped;
    again.hidden = skipped || picked.every((picks) => !picks.length);
    const count = `${right} of ${questions.length} right`;
    const now = first < right ? `${count}, ${first} at the first try` : count;
    const earlier = model.get("earlier"); // what the questions of an earlier lesson gave, in words
    write(score, skipped ? "Skipped." : earlier ? `${now}. ${earlier}` : now);
  };
  skip.addEventListener("click", () => save("skipped", !model.get("skipped")));
  again.addEventListener("click", () => {
    save("picked", questions.map(() => []));
    list.querySelector("button").focus();
  });
  for (const name of STATE) model.on(`change:${name}`, update);
  update();
  return () => STATE.forEach((name) => model.off(`change:${name}`, update));
}

export default { render };
