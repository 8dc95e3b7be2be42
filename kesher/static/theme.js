// Runs before the first paint: light or dark as chosen, else as the device.
(function () {
  var root = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function paint() {
    var choice = root.dataset.themeChoice;
    root.dataset.bsTheme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  }
  paint();
  dark.addEventListener("change", paint);
})();
