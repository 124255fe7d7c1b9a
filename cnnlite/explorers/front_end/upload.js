// A label and a native file box, on which a file can be dropped too. A file that is too large is only named to Python,
// which answers with a sentence; any other goes there as it is, in one message.
function render({ model, el }) {
  const id = `cnnlite-upload-${Math.random().toString(36).slice(2)}`; // every box is a module of its own: no counter
  const root = document.createElement("div");
  root.className = "cnnlite-upload";
  const label = document.createElement("label");
  label.htmlFor = id;
  const box = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", id });
  box.dataset.lmSuppressShortcuts = "true";
  const note = Object.assign(document.createElement("p"), { id: `${id}-note` });
  box.setAttribute("aria-describedby", note.id);
  root.append(label, box, note);
  el.append(root);

  const show = () => {
    label.textContent = model.get("label");
    note.textContent = model.get("message");
    box.setAttribute("aria-invalid", Boolean(model.get("message")));
  };
  const send = async (file) => {
    const bytes = file.size <= model.get("most") ? [await file.arrayBuffer()] : [];
    model.send({ name: file.name, size: file.size }, undefined, bytes);
  };
  box.addEventListener("change", () => box.files.length && send(box.files[0]));
  box.addEventListener("click", () => {
    if (box.value) box.value = ""; // so that the same file, saved anew, can come again
  });
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
