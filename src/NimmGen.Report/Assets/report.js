// Puts the page together: equations, controls, folding, printing.
"use strict";
(() => {
  const { data, state, many } = Figures;

  for (const host of document.querySelectorAll(".math")) {
    const source = host.textContent;
    try { temml.render(source, host, { displayMode: host.dataset.display === "true", throwOnError: true }); } catch { host.textContent = source; }
  }

  function choice(label, options, get, set) {
    const wrap = document.createElement("label"), select = document.createElement("select");
    options.forEach(([value, text]) => select.append(new Option(text, value)));
    select.addEventListener("change", () => { set(Number(select.value)); Figures.update(); });
    Figures.onUpdate(() => { select.value = String(get()); });
    wrap.append(label, select);
    return wrap;
  }

  function toggle(text, key) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => { state[key] = !state[key]; Figures.update(); });
    Figures.onUpdate(() => button.setAttribute("aria-pressed", String(state[key])));
    return button;
  }

  for (const id of ["forecast-controls", "parameters-controls"]) {
    const host = document.getElementById(id);
    if (!host) continue;
    if (data.origins.length > 1) host.append(choice("Origin", data.origins.map((o, i) => [i, o.name]), () => state.origin, v => { state.origin = v; }));
    if (many) host.append(choice("Place", [[-1, "All places"]].concat(data.places.map((p, i) => [i, p])), () => state.place, v => { state.place = v; }));
    if (id === "forecast-controls") {
      if (data.origins.length) host.append(toggle("Whole series", "all"));
      host.append(toggle("Log scale", "log"));
    }
    host.hidden = host.childElementCount === 0;
  }

  // A slider that stops only at what was computed.
  const what = document.getElementById("scenario-controls");
  if (what && data.scenarios.length > 1) {
    const label = document.createElement("label"), slider = document.createElement("input"), said = document.createElement("output");
    Object.assign(slider, { type: "range", min: 0, max: data.scenarios.length - 1, step: 1, id: "scenario-slider" });
    said.htmlFor = "scenario-slider";
    slider.addEventListener("input", () => { state.scenario = Number(slider.value); Figures.update(); });
    Figures.onUpdate(() => {
      slider.value = String(state.scenario);
      said.textContent = state.scenario === 0 ? "nothing changed" : data.scenarios[state.scenario].name;
      slider.setAttribute("aria-valuetext", said.textContent);
    });
    label.append("Scenario", slider);
    what.append(label, said);
    what.hidden = false;
  }

  for (const details of document.querySelectorAll("details.lazy"))
    details.addEventListener("toggle", () => { if (details.open && details.rows) details.rows(); });

  Figures.update();
  Figures.search();

  let pending = 0;
  const later = () => { clearTimeout(pending); pending = setTimeout(Charts.redraw, 120); };
  let width = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; later(); } });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later);

  // On paper everything is unfolded, and charts are drawn in the paper's colours.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const d of opened) { d.open = true; if (d.rows) d.rows(); }
    Charts.redraw();
  });
  addEventListener("afterprint", () => { for (const d of opened) d.open = false; later(); });
  matchMedia("print").addEventListener("change", Charts.redraw);
})();
