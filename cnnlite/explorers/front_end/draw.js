// A pad of pixels to draw on: with a mouse or a finger, or with the arrow keys and a pen that Space sets down.
const MOVES = { ArrowUp: [-2, 0], ArrowDown: [2, 0], ArrowLeft: [0, -2], ArrowRight: [0, 2] };
const RADIUS = 2.3; // pixels of the pad: a line is about 5 of them wide, as those of the training digits are
const PIXEL = 8; // pixels of the canvas for each of the pad
const PAUSE = 200; // milliseconds between two messages while a line grows
const HELP =
  "Arrow keys move the pen, Space or Enter sets it down and lifts it, Delete erases below it, Control and Z undoes.";

function render({ model, el }) {
  const side = model.get("side");
  const root = document.createElement("div");
  root.className = "cnnlite-draw";
  root.dataset.lmSuppressShortcuts = "true";
  const canvas = Object.assign(document.createElement("canvas"), { width: side * PIXEL, height: side * PIXEL });
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", "drawing pad");
  const help = Object.assign(document.createElement("p"), {
    id: `cnnlite-draw-${Math.random().toString(36).slice(2)}`,
    textContent: HELP,
    className: "help",
  });
  canvas.setAttribute("aria-describedby", help.id);
  const place = document.createElement("p");
  place.className = "place";
  place.setAttribute("role", "status");
  const bar = document.createElement("div");
  const button = (name, press) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    made.addEventListener("click", press);
    bar.append(made);
    return made;
  };
  root.append(canvas, bar, place, help);
  el.append(root);
  const context = canvas.getContext("2d");

  let pixels = [], sent = "", timer = 0, last = 0;
  let pen = [side / 2, side / 2], down = false, focused = false, stroke = null;
  const past = [];
  const rows = () => pixels.map((row) => row.join(""));
  const take = (value) => {
    pixels = value.map((row) => [...row].map(Number));
    sent = value.join();
  };
  const send = () => {
    clearTimeout(timer);
    timer = 0;
    last = Date.now();
    if (rows().join() === sent) return;
    sent = rows().join();
    model.set("value", rows());
    model.save_changes();
  };
  const soon = () => (timer ||= setTimeout(send, Math.max(0, last + PAUSE - Date.now())));
  const keep = () => {
    past.push(rows());
    if (past.length > 100) past.shift();
  };
  const spot = ([row, col], ink) => {
    for (let r = 0; r < side; r++)
      for (let c = 0; c < side; c++) if (Math.hypot(r - row, c - col) <= RADIUS) pixels[r][c] = ink;
  };
  const line = (from, to, ink = 1) => {
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])));
    for (let n = 0; n <= steps; n++) spot([0, 1].map((k) => from[k] + ((to[k] - from[k]) * n) / steps), ink);
  };
  const paint = () => {
    context.fillStyle = "#000";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = "#fff";
    pixels.forEach((row, r) => row.forEach((ink, c) => ink && context.fillRect(c * PIXEL, r * PIXEL, PIXEL, PIXEL)));
    context.fillStyle = "#777"; // the net's pixels: thin lines between the blocks that it counts
    for (let n = 4; n < side; n += 4) {
      context.fillRect(n * PIXEL, 0, 1, canvas.height);
      context.fillRect(0, n * PIXEL, canvas.width, 1);
    }
    if (focused) {
      context.lineWidth = 4;
      context.strokeStyle = down ? "#ff5a36" : "#ffd54a"; // and the sentence below says it
      context.beginPath();
      context.arc((pen[1] + 0.5) * PIXEL, (pen[0] + 0.5) * PIXEL, RADIUS * PIXEL, 0, 2 * Math.PI);
      context.stroke();
      if (down) context.strokeRect((pen[1] + 0.5) * PIXEL - 3, (pen[0] + 0.5) * PIXEL - 3, 6, 6);
    }
    undo.disabled = !past.length;
    clear.disabled = !pixels.flat().includes(1);
    const ink = pixels.flat().reduce((sum, one) => sum + one, 0);
    canvas.setAttribute("aria-label", `${model.get("label")}, ${ink ? `${ink} of ${side * side} pixels are ink` : "empty"}`);
  };
  const say = (what = "") => {
    const [row, col] = pen.map((at) => Math.floor(at / 4));
    place.textContent = `${what}row ${row}, column ${col}, pen ${down ? "down" : "up"}`;
  };
  const back = () => {
    if (!past.length) return;
    take(past.pop());
    sent = "";
    send();
    paint();
  };
  const undo = button("Undo", back);
  const clear = button("Clear", () => {
    keep();
    pixels = pixels.map((row) => row.map(() => 0));
    send();
    paint();
  });

  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width].map((n) => n * side - 0.5);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button || stroke) return;
    canvas.setPointerCapture(event.pointerId);
    keep();
    down = false;
    stroke = { id: event.pointerId, at: at(event) };
    line(stroke.at, stroke.at);
    soon();
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== stroke?.id) return;
    for (const one of event.getCoalescedEvents?.().concat(event) ?? [event]) {
      line(stroke.at, at(one));
      stroke.at = at(one);
    }
    soon();
    paint();
  });
  const lift = (event) => {
    if (event.pointerId !== stroke?.id) return;
    pen = stroke.at.map((n) => Math.min(Math.max(2 * Math.round(n / 2), 0), side - 2));
    stroke = null;
    send();
    paint();
  };
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, lift);
  canvas.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "z") back();
    else if (command || event.altKey) return;
    else if (Object.hasOwn(MOVES, event.key)) {
      const next = pen.map((n, k) => Math.min(Math.max(n + MOVES[event.key][k], 0), side - 1));
      if (down) line(pen, next);
      pen = next;
      say();
    } else if (event.key === " " || event.key === "Enter") {
      down = !down;
      if (down) keep(), line(pen, pen);
      say();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      keep();
      down = false;
      line(pen, pen, 0);
      say("erased at ");
    } else return;
    event.preventDefault(); // the page does not scroll
    event.stopPropagation();
    focused = true; // after a click the keys show where the pen is
    soon();
    paint();
  });
  for (const [name, on] of [["focus", true], ["blur", false]])
    canvas.addEventListener(name, () => {
      focused = on && canvas.matches(":focus-visible");
      if (!on) down = false;
      place.textContent = "";
      if (focused) say();
      paint();
    });

  const show = () => {
    if (model.get("value").join() === sent || stroke) return; // what was drawn here; a hand that draws goes on
    if (pixels.length) past.push(rows());
    take(model.get("value"));
    paint();
  };
  take(model.get("value"));
  paint();
  model.on("change", show);
  return () => (clearTimeout(timer), model.off("change", show));
}

export default { render };
