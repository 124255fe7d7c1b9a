"""Tests of the questions, and a page without a kernel to try them on."""

import re
from typing import Any

# What a page builder does, in its smallest form: each module takes the place of its fallback, with a model that
# keeps values and calls back, and nothing else.
MOUNT = """async (parts) => {
    const places = [...document.querySelectorAll(".cnnlite-live")];
    window.models = [];
    for (const [n, { module, state }] of parts.entries()) {
        const { default: widget } = await import(URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
        const values = structuredClone(state), heard = {};
        const model = {
            get: (name) => values[name],
            set: (name, value) => {
                values[name] = value;
                (heard[`change:${name}`] ?? []).forEach((call) => call());
            },
            save_changes: () => {},
            on: (name, call) => (heard[name] ??= []).push(call),
            off: (name, call) => (heard[name] = heard[name].filter((other) => other !== call)),
        };
        const stop = widget.render({ model, el: (places[n].replaceChildren(), places[n]) });
        const again = () => {  // another view of the same model
            const el = document.body.appendChild(document.createElement("div"));
            return widget.render({ model, el });
        };
        window.models.push({ model, values, again, stop, heard });
    }
}"""
FORBIDDEN = re.compile(r"<(script|style|iframe|form|input|button)|\son\w+=|javascript:", re.IGNORECASE)


def state(component) -> dict[str, Any]:
    """Return what the page gets of a component: its own traits, as JSON takes them."""
    own = {name for name in component.keys if not name.startswith("_")} - {"layout", "tabbable", "tooltip"}
    return {name: getattr(component, name) for name in own}


def static_page(page, things, components, width: int = 1280):
    """Show outputs on a page without a kernel and without network; mount the modules of the components in order."""
    page.context.set_offline(True)
    page.set_viewport_size({"width": width, "height": 900})
    body = "".join(f"<div>{thing.to_html()}</div>" for thing in things)
    page.set_content(
        f"<!doctype html><html lang=en><title>t</title><style>{components[0]._css}</style><body><main>{body}</main></body></html>"
    )
    page.evaluate(MOUNT, [{"module": one._esm, "state": state(one)} for one in components])
    return page


def values(page, name: str, number: int = 0) -> Any:
    """Return what the model on the page holds."""
    return page.evaluate("([n, name]) => window.models[n].values[name]", [number, name])


def outside_details(html: str) -> str:
    """Return HTML without what is folded."""
    return re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
