// Pictures of tables: each [data-chart] holds labels and series as JSON. The library comes when there is one to draw.
import { all } from "./dom.js";

/** Told apart by the colour blind too (_reports.scss); beyond them they begin again. */
const TONES = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5", "--chart-6"];
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
const POINTS = ["circle", "rect", "triangle", "rectRot"];
const LONG = 12;
const colour = (place) => resolved(TONES[place % TONES.length]);
const font = { family: "Heebo Variable" };
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

/** Names lie beside their bars where they are many or long: slanted ones are not read. */
const isLying = (kind, labels) => kind === "bar" && (labels.length > 6 || labels.some((label) => label.length > LONG));
const short = (label) => (label.length > 22 ? `${label.slice(0, 21)}…` : label);

function axes(labels, lies, rtl, grid, ticks) {
  const side = rtl ? "right" : "left";
  const named = { grid: { display: false }, ticks: { ...ticks, callback: (place) => short(labels[place]) } };
  const counted = { beginAtZero: true, grid, ticks: { ...ticks, precision: 0 } };
  return lies ? { x: { ...counted, reverse: rtl }, y: { ...named, position: side } } : { x: { ...named, reverse: rtl }, y: { ...counted, position: side } };
}

function settings({ kind, labels, series }, rtl) {
  const isRound = kind === "doughnut";
  const lies = isLying(kind, labels);
  const grid = { color: resolved("--line") };
  const ticks = { color: resolved("--ink-2"), font };
  const datasets = series.map(({ label, values }, place) => ({
    label,
    data: values,
    backgroundColor: isRound ? labels.map((_label, slice) => colour(slice)) : colour(place),
    borderColor: kind === "line" ? colour(place) : isRound ? resolved("--surface") : undefined,
    borderDash: DASHES[place % DASHES.length],
    pointStyle: POINTS[place % POINTS.length],
    pointRadius: 4,
    borderRadius: 4,
    maxBarThickness: lies ? 22 : 44,
    tension: 0.3,
  }));
  return {
    type: kind,
    data: { labels, datasets },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250 },
      indexAxis: lies ? "y" : "x",
      scales: isRound ? {} : axes(labels, lies, rtl, grid, ticks),
      plugins: {
        legend: { display: isRound || series.length > 1, rtl, textDirection: rtl ? "rtl" : "ltr", labels: { color: resolved("--ink"), font, boxWidth: 14, boxHeight: 14, usePointStyle: kind === "line" } },
        tooltip: { rtl, textDirection: rtl ? "rtl" : "ltr", titleFont: font, bodyFont: font },
      },
    },
  };
}

async function draw(box) {
  const { default: Chart } = await import("chart.js/auto");
  drawn.get(box)?.destroy();
  const rtl = document.documentElement.dir === "rtl";
  const picture = JSON.parse(box.dataset.chart);
  box.classList.toggle("is-tall", isLying(picture.kind, picture.labels) && picture.labels.length * picture.series.length > 9);
  drawn.set(box, new Chart(box.querySelector("canvas"), settings(picture, rtl)));
}

function look(inside) {
  for (const [box, chart] of drawn) if (!box.isConnected) (chart.destroy(), drawn.delete(box));
  for (const box of all("[data-chart]", inside)) if (!drawn.has(box)) draw(box);
}

look(document);
document.addEventListener("htmx:afterSettle", () => look(document));
const again = new MutationObserver(() => [...drawn.keys()].forEach(draw));
again.observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
