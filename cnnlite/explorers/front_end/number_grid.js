// Linked grids of numbers. Everything on display was computed in Python and sent once: nothing here computes a number.

const STEP_MS = 900; // of play
const CELL = [30, 38]; // pixels: the least in one row, and the most
const DEPTH = 9; // pixels by which a channel looks out behind the one before
const FONT = [0.36, 1.5]; // the largest letter, and the room of a whole number, both in cells

function make(tag, className, parent, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.append(element);
  return element;
}

function makeCell(parent, item, place, attributes = {}) {
  const cell = make("div", "cell", parent, attributes);
  cell.classList.toggle("padding", item.padding.includes(place));
  cell.classList.toggle("unused", item.unused.includes(place));
  return cell;
}

// One grid: its label, its channels in depth, the numbers of the one in front, and the frames around cells.
function drawItem(item, picked, parent) {
  const [channels, rows, cols] = item.shape;
  const box = make("div", "item", parent);
  const label = make("div", "label", box, { id: `cnnlite-${Math.random().toString(36).slice(2)}` });
  const planes = make("div", "planes", box);
  planes.style.setProperty("--depth", channels - 1);
  const plane = (className, place, attributes) => {
    const element = make("div", `plane ${className}`, planes, attributes);
    element.style.setProperty("--place", place);
    element.style.gridTemplateColumns = `repeat(${cols}, var(--cell))${item.names.length ? " auto" : ""}`;
    return element;
  };
  const behind = [];
  for (let place = channels - 1; place > 0; place--) {
    const back = plane("behind", place, { "aria-hidden": "true" });
    behind.push({ place, cells: Array.from({ length: rows * cols }, (_, n) => makeCell(back, item, n)) });
  }
  const front = plane("front", 0, { role: picked ? "grid" : "table", "aria-labelledby": label.id });
  const cells = [];
  for (let row = 0; row < rows; row++) {
    const line = make("div", "line", front, { role: "row" });
    for (let col = 0; col < cols; col++) {
      const cell = makeCell(line, item, row * cols + col, { role: picked ? "gridcell" : "cell" });
      cell.style.gridArea = `${row + 1} / ${col + 1}`;
      if (picked) cell.dataset.place = row * cols + col;
      cells.push(cell);
    }
    if (item.names.length) {
      const name = make("div", "name", line, { role: "rowheader" });
      name.style.gridArea = `${row + 1} / ${cols + 1}`;
      name.textContent = item.names[row];
    }
  }
  return { item, label, planes, front, cells, behind, size: rows * cols, cols, channels, frames: [] };
}

function paintCell(cell, page, place, colors, blank, written) {
  const color = blank ? -1 : page.color[place];
  const [back, ink] = color < 0 ? ["", ""] : colors[color];
  cell.classList.toggle("blank", color < 0);
  if (!cell.classList.contains("padding")) [cell.style.backgroundColor, cell.style.color] = [back, ink];
  const text = blank || !written ? "" : page.text[place];
  if (cell.textContent !== text) cell.textContent = text;
}

// The windows of the frame on display, and dashed those of the pinned one.
function paintFrames(grid, states) {
  grid.frames.forEach((frame) => frame.remove());
  grid.frames = states.flatMap(([state, className]) => {
    const [, window, marked] = state;
    const boxes = [...(window ? [window] : []), ...marked.map(([row, col]) => [row, col, 1, 1])];
    return boxes.map(([row, col, rows, cols]) => {
      const frame = make("div", `frame ${className}`, grid.front, { "aria-hidden": "true" });
      frame.style.gridArea = `${row + 1} / ${col + 1} / span ${rows} / span ${cols}`;
      return frame;
    });
  });
}

function render({ model, el }) {
  const root = make("div", "cnnlite-numbers", el, { role: "group" });
  const stage = make("div", "stage", root);
  const sentence = make("p", "sentence", root, { role: "status" });
  const kept = make("p", "kept", root);
  const bar = make("div", "bar", root);
  let grids = [], form = "", hovered = null, channel = 0, timer = null;

  const scene = () => {
    const options = model.get("options"), setting = model.get("setting");
    return model.get("scenes")[options.reduce((place, { values }, n) => place * values.length + setting[n], 0)];
  };
  const picked = () => grids.find((grid) => grid?.front.getAttribute("role") === "grid");

  // All grids in one row where that leaves cells to point at, else each as wide as there is room.
  const fit = () => {
    const drawn = grids.filter((grid) => grid).map((grid) => grid.item.shape);
    const depth = (channels) => (channels - 1) * DEPTH;
    const gaps = grids.length * 24 + drawn.reduce((sum, [channels]) => sum + depth(channels), 16);
    const room = root.clientWidth;
    const row = (room - gaps) / drawn.reduce((sum, [, , cols]) => sum + cols, 0);
    const alone = Math.min(...drawn.map(([channels, , cols]) => (room - 44 - depth(channels)) / cols));
    const cell = Math.max(12, Math.min(CELL[1], row >= CELL[0] ? row : alone));
    root.style.setProperty("--cell", `${cell}px`);
  };

  const build = () => {
    const { items, pick, frames } = scene();
    grids = [];
    stage.replaceChildren();
    let group = make("div", "group", stage); // a sign stays beside the grid that follows it
    items.forEach((item, place) => {
      if (typeof item === "string") make("div", "sign", group).textContent = item;
      grids.push(typeof item === "string" ? null : drawItem(item, place === pick, group));
      if (typeof item !== "string") group = make("div", "group", stage);
    });
    if (!group.hasChildNodes()) group.remove();
    const drawn = items.filter((item) => typeof item !== "string");
    const longest = Math.max(1, ...drawn.flatMap((item) => item.pages.flatMap((page) => page.text.map((t) => t.length))));
    root.style.setProperty("--letter", Math.min(FONT[0], FONT[1] / longest));
    fit();
    controls.position.max = frames.length - 1;
    const most = Math.max(...drawn.map((item) => item.shape[0]));
    controls.channel.parentNode.hidden = most === 1;
    controls.channel.replaceChildren(...Array.from({ length: most }, (_, n) => new Option(n, n)));
    channel = Math.min(Math.max(...drawn.map((item) => item.channel)), most - 1);
  };

  const paint = () => {
    const { frames, colors, items, pick } = scene();
    const index = Math.min(model.get("index"), frames.length - 1), pinned = model.get("pinned");
    const shown = hovered ?? index;
    grids.forEach((grid, place) => {
      if (!grid) return;
      const state = frames[shown].at[place];
      const page = grid.item.pages[state[0]], own = place === pick;
      const known = frames[index].at[place][3] ?? Infinity;
      const inFront = own && grid.channels > 1 ? Math.floor(shown / grid.size) : Math.min(channel, grid.channels - 1);
      if (own && grid.channels > 1) channel = inFront;
      const blank = (flat) => flat >= known && !(own && flat === shown);
      for (const { place: depth, cells } of grid.behind) {
        const plane = (inFront + depth) % grid.channels;
        cells.forEach((cell, n) => paintCell(cell, page, plane * grid.size + n, colors, blank(plane * grid.size + n), false));
      }
      grid.cells.forEach((cell, n) => {
        const flat = inFront * grid.size + n;
        paintCell(cell, page, flat, colors, blank(flat), true);
        if (!own) return;
        const [row, col] = [Math.floor(n / grid.cols), n % grid.cols];
        cell.tabIndex = flat === index ? 0 : -1;
        cell.setAttribute("aria-selected", flat === index);
        cell.setAttribute("aria-label", `row ${row}, column ${col}: ${cell.textContent || "not reached yet"}`);
      });
      const depth = grid.channels > 1 ? `, ${model.get("depth")} ${inFront} of ${grid.channels} in front` : "";
      grid.label.textContent = items[place].label + depth;
      const states = [[state, "now"]];
      if (pinned !== null && pinned < frames.length) states.push([frames[pinned].at[place], "pinned"]);
      paintFrames(grid, states);
    });
    sentence.textContent = frames[shown].text;
    kept.textContent = pinned !== null && pinned < frames.length ? `Pinned: ${frames[pinned].text}` : "";
    controls.position.value = index;
    controls.position.setAttribute("aria-valuetext", `${index + 1} of ${frames.length}`);
    controls.count.textContent = `${index + 1} of ${frames.length}`;
    controls.pin.textContent = pinned === null ? "Pin" : "Unpin";
    controls.play.textContent = timer === null ? "Play" : "Pause";
    controls.channel.value = channel;
    controls.options.forEach(({ input }, n) => {
      if (input.type === "checkbox") input.checked = model.get("setting")[n] === 1;
      else input.value = model.get("setting")[n];
    });
  };

  const refresh = () => {
    root.setAttribute("aria-label", model.get("label"));
    const { items, pick } = scene();
    const next = JSON.stringify([pick, items.map((i) => (typeof i === "string" ? i : [i.label, i.shape, i.names, i.padding, i.unused]))]);
    if (next !== form) {
      const focused = root.contains(document.activeElement) && document.activeElement.dataset.place !== undefined;
      build();
      form = next;
      paint();
      if (focused) picked()?.cells.find((cell) => cell.tabIndex === 0)?.focus();
    } else {
      grids.forEach((grid, place) => grid && (grid.item = items[place]));
      controls.position.max = scene().frames.length - 1;
      paint();
    }
  };

  // Every move of a hand ends here.
  const send = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
    refresh();
  };
  const go = (index, keepPlaying = false) => {
    if (!keepPlaying) stop();
    hovered = null;
    send({ index: Math.max(0, Math.min(index, scene().frames.length - 1)) });
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
  };
  const play = () => {
    if (timer !== null) {
      stop();
      return paint();
    }
    const last = scene().frames.length - 1;
    timer = setInterval(() => {
      if (!root.isConnected || model.get("index") >= scene().frames.length - 1) stop();
      if (root.isConnected) go(model.get("index") + (timer === null ? 0 : 1), true);
    }, STEP_MS);
    go(model.get("index") === last ? 0 : model.get("index"), true);
  };
  const reset = () => {
    stop();
    send({ setting: [...model.get("start").setting], index: model.get("start").index, pinned: null });
  };
  const choose = (n, value) => {
    const setting = [...model.get("setting")];
    setting[n] = value;
    model.set("setting", setting);
    const count = scene().frames.length;
    const pinned = model.get("pinned");
    send({ index: Math.min(model.get("index"), count - 1), pinned: pinned === null || pinned >= count ? null : pinned });
  };

  const controls = (() => {
    const wanted = model.get("show");
    const button = (text, action, shown) => {
      const made = make("button", "", bar, { type: "button" });
      made.textContent = text;
      made.hidden = !shown;
      made.addEventListener("click", action);
      return made;
    };
    const labelled = (text, tag, attributes, shown) => {
      const label = make("label", "", bar);
      const name = make("span", "", label);
      name.textContent = text;
      const input = make(tag, "", label, attributes);
      label.hidden = !shown;
      return input;
    };
    const stepping = wanted.includes("position");
    const position = labelled("position", "input", { type: "range", min: 0, step: 1, "aria-label": "position" }, stepping);
    position.addEventListener("input", () => go(position.valueAsNumber));
    const count = make("span", "count", bar);
    count.hidden = !stepping;
    button("Back", () => go(model.get("index") - 1), stepping);
    button("Forward", () => go(model.get("index") + 1), stepping);
    const playing = button("Play", play, wanted.includes("play"));
    const pin = button("Pin", () => send({ pinned: model.get("pinned") === null ? model.get("index") : null }), wanted.includes("pin"));
    const options = model.get("options").map(({ name, values }, n) => {
      const shown = wanted.includes(name);
      if (values.length === 2 && values[0] === "") {
        const input = labelled(values[1], "input", { type: "checkbox" }, shown);
        input.addEventListener("change", () => choose(n, Number(input.checked)));
        return { input };
      }
      const input = labelled(name, "select", {}, shown);
      values.forEach((value, place) => input.append(new Option(value, place)));
      input.addEventListener("change", () => choose(n, Number(input.value)));
      return { input };
    });
    const front = labelled(`${model.get("depth")} in front`, "select", {}, true);
    front.addEventListener("change", () => {
      channel = Number(front.value);
      const grid = picked();
      if (grid?.channels > 1) go(channel * grid.size + (model.get("index") % grid.size));
      else paint();
    });
    button("Reset", reset, wanted.length > 0);
    return { position, count, play: playing, pin, options, channel: front };
  })();

  const placeOf = (event) => {
    const cell = event.target.closest?.(".cell[data-place]");
    if (!cell) return null;
    const grid = picked();
    return Math.floor((hovered ?? model.get("index")) / grid.size) * grid.size + Number(cell.dataset.place);
  };
  const preview = (place) => {
    if (place === hovered) return;
    hovered = place;
    paint();
  };
  stage.addEventListener("pointerover", (event) => event.pointerType === "mouse" && preview(placeOf(event)));
  stage.addEventListener("pointerleave", () => preview(null));
  stage.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (place === null) return;
    go(place);
    event.target.closest(".cell").focus();
  });
  stage.addEventListener("keydown", (event) => {
    if (placeOf(event) === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const { size, cols } = picked(), index = model.get("index"), last = scene().frames.length - 1;
    const within = index % size;
    const moves = {
      ArrowLeft: index - 1, ArrowRight: index + 1,
      ArrowUp: within < cols ? index : index - cols, ArrowDown: within + cols >= size ? index : index + cols,
      PageUp: index - size < 0 ? index : index - size, PageDown: index + size > last ? index : index + size,
      Home: 0, End: last,
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    event.stopPropagation();
    go(moves[event.key]);
    picked().cells[model.get("index") % size].focus({ preventScroll: true });
  });
  // JupyterLab takes arrows and letters from whatever has the focus, unless the element itself is marked.
  root.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));
  root.dataset.lmSuppressShortcuts = "true";

  model.on("change", refresh);
  refresh();
  const sizes = new ResizeObserver(fit);
  sizes.observe(root);
  return () => {
    stop();
    sizes.disconnect();
    model.off("change", refresh);
  };
}

export default { render };
