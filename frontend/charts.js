// Pictures of tables: each [data-chart] holds labels and series as JSON. The library comes when there is one to draw.
import { all } from "./dom.js";

const TONES = ["--accent", "#3b82f6", "#f59f00", "#ae3ec9", "#d6336c", "#2f9e44", "#e8590c", "#4263eb", "#0ca678", "#868e96", "#f76707", "#7048e8"];
const colour = (name) => (name.startsWith("--") ? resolved(name) : name);
const drawn = new Map();

/** A custom property's colour as the page shows it now, light or dark. */
function resolved(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function settings({ kind, labels, series }, rtl) {
  const isRound = kind === "doughnut";
  const grid = { color: resolved("--line") };
  const ticks = { color: resolved("--ink-2"), font: { family: "Heebo Variable" } };
  const datasets = series.map(({ label, values }, place) => ({
    label,
    data: values,
    backgroundColor: isRound ? labels.map((_label, slice) => colour(TONES[slice % TONES.length])) : colour(TONES[place]),
    borderColor: kind === "line" ? colour(TONES[place]) : undefined,
    borderRadius: 4,
    maxBarThickness: 44,
    tension: 0.3,
  }));
  const axes = { x: { reverse: rtl, grid: { display: false }, ticks }, y: { beginAtZero: true, position: rtl ? "right" : "left", grid, ticks: { ...ticks, precision: 0 } } };
  return {
    type: kind,
    data: { labels, datasets },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250 },
      scales: isRound ? {} : axes,
      plugins: {
        legend: { display: isRound || series.length > 1, rtl, textDirection: rtl ? "rtl" : "ltr", labels: { color: resolved("--ink") } },
        tooltip: { rtl, textDirection: rtl ? "rtl" : "ltr" },
      },
    },
  };
}

async function draw(box) {
  const { default: Chart } = await import("chart.js/auto");
  drawn.get(box)?.destroy();
  const rtl = document.documentElement.dir === "rtl";
  drawn.set(box, new Chart(box.querySelector("canvas"), settings(JSON.parse(box.dataset.chart), rtl)));
}

function look(inside) {
  for (const [box, chart] of drawn) if (!box.isConnected) (chart.destroy(), drawn.delete(box));
  for (const box of all("[data-chart]", inside)) if (!drawn.has(box)) draw(box);
}

look(document);
document.addEventListener("htmx:afterSettle", () => look(document));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [...drawn.keys()].forEach(draw));
