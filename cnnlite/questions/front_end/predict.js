// One prediction. Nothing is told or uncovered before the learner has committed to an answer; no kernel is asked.
const SURE = ["a guess", "not so sure", "fairly sure", "sure"];
const STATE = ["given", "confidence", "committed"];

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const written = (given) => String(given).replace("-", "−");

// Whether what was given is a certain answer: the right one, or a wrong one that is known.
function isIt(model, answer) {
  const [given, within] = ["given", "within"].map((name) => model.get(name));
  if (typeof answer !== "number") return given === answer;
  return Math.abs(given - answer) <= within + 1e-6 * Math.abs(answer) + 1e-9;
}

// A question with one round button for each choice.
function radios(legend, quiet, choices, pick) {
  const name = `cnnlite-${Math.random().toString(36).slice(2)}`;
  const inputs = choices.map(() => make("input", { type: "radio", name }));
  const labels = inputs.map((input, n) => make("label", {}, input, make("span", {}, choices[n])));
  inputs.forEach((input, n) => input.addEventListener("change", () => pick(n)));
  const fieldset = make("fieldset", { class: quiet ? "quiet" : "" }, make("legend", {}, legend));
  fieldset.append(make("div", { class: "choices" }, ...labels));
  return { fieldset, inputs };
}

function render({ model, el }) {
  const choices = model.get("choices");
  const unit = model.get("unit");
  const root = make("div", { class: "cnnlite-question" });
  root.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));

  const save = (state) => {
    for (const [name, value] of Object.entries(state)) model.set(name, value);
    model.save_changes();
    update();
  };
  let asked, first, inputs, box;
  if (choices.length) {
    const question = radios(model.get("question"), false, choices, (n) => save({ given: choices[n] }));
    [asked, inputs, first] = [question.fieldset, question.inputs, question.inputs[0]];
  } else {
    const id = `cnnlite-${Math.random().toString(36).slice(2)}`;
    box = first = make("input", { type: "number", step: "any", id, autocomplete: "off" });
    if (unit) box.setAttribute("aria-label", `${model.get("question")} (${unit})`);
    asked = make("div", { class: "number" }, make("label", { for: id }, model.get("question")), box, ` ${unit}`);
    const wanted = make("span", { class: "wanted", "aria-live": "polite" });
    asked.append(wanted);
    const read = () => {
      wanted.textContent = box.validity.badInput ? "a number, please, such as 0.5" : "";
      save({ given: Number.isFinite(box.valueAsNumber) ? box.valueAsNumber : null });
    };
    box.addEventListener("input", read);
    box.addEventListener("keydown", (event) => event.key === "Enter" && commit());
  }
  const sure = radios("How sure are you? You may leave this out.", true, SURE, (n) => save({ confidence: n + 1 }));
  const commitButton = make("button", { type: "button", class: "main" }, "Commit");
  const again = make("button", { type: "button" }, "Start again");
  const result = make("div", { role: "status", class: "result", tabindex: "-1" });
  root.append(asked, sure.fieldset, commitButton, result, again);
  el.append(root);

  // What is covered stands beside this widget, in a notebook as on a page without a kernel.
  const uncover = () => {
    const room = el.closest(".cnnlite-predict");
    if (!room) return;
    const committed = model.get("committed");
    room.classList.toggle("asking", !committed);
    const covered = [...room.children].find((child) => child.matches("details.cnnlite-covered"));
    if (covered) covered.open = committed;
  };
  const commit = () => {
    if (model.get("given") === null || model.get("committed")) return;
    save({ committed: true });
    result.focus();
  };
  const beside = (caption, words) =>
    make("div", {}, make("dt", {}, caption), make("dd", {}, choices.length ? words : `${words} ${unit}`.trim()));
  const tell = () => {
    const right = isIt(model, model.get("answer"));
    const known = right ? undefined : model.get("reasons").find((reason) => isIt(model, reason.given));
    const why = [known?.text, model.get("why")].filter(Boolean).join(" ");
    const sureness = model.get("confidence");
    return [
      make("p", { class: right ? "right" : "wrong" }, right ? "✓ Right." : "Not this time."),
      make("dl", {}, beside("your answer", written(model.get("given"))), beside("the answer", model.get("told"))),
      ...(sureness ? [make("p", { class: "sure" }, `You were: ${SURE[sureness - 1]}.`)] : []),
      ...(why ? [make("p", {}, why)] : []),
    ];
  };
  const update = () => {
    const [given, confidence, committed] = STATE.map((name) => model.get(name));
    inputs?.forEach((input, n) => (input.checked = choices[n] === given));
    if (box && document.activeElement !== box) box.value = given ?? "";
    sure.inputs.forEach((input, n) => (input.checked = n + 1 === confidence));
    for (const input of [...(inputs ?? [box]), ...sure.inputs]) input.disabled = committed;
    commitButton.disabled = given === null;
    commitButton.hidden = committed;
    sure.fieldset.hidden = committed;
    result.hidden = again.hidden = !committed;
    if (!committed) result.replaceChildren();
    else if (!result.childNodes.length) result.append(...tell());
    uncover();
  };
  commitButton.addEventListener("click", commit);
  again.addEventListener("click", () => {
    save({ given: null, confidence: null, committed: false });
    if (box) box.value = "";
    first.focus();
  });
  for (const name of STATE) model.on(`change:${name}`, update);
  update();
  const frame = requestAnimationFrame(uncover); // the view stands in its room only after it has been rendered
  return () => {
    cancelAnimationFrame(frame);
    for (const name of STATE) model.off(`change:${name}`, update);
  };
}

export default { render };
