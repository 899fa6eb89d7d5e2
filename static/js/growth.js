// Charts of the growth file; without it the server's still pictures stay, and the table below holds the numbers.
"use strict";
(function () {
  const source = document.getElementById("chart-data");
  if (!source || !window.echarts) return;

  // The small build of the library has no legend.
  function keys(series) {
    const line = document.createElement("p");
    line.className = "chart-keys";
    series.forEach(function (part, number) {
      const key = document.createElement("span");
      key.className = number ? "report-key report-key-second" : "report-key";
      line.append(key, part.name);
    });
    return line;
  }

  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const drawn = JSON.parse(source.textContent).map(function (one) {
    const place = document.getElementById("chart-" + one.key);
    place.textContent = ""; // the still picture the server drew
    place.style.height = "260px";
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", one.title);
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption({
      animation: !still,
      color: ["#0f4c5c", "#b4530a"],
      grid: { left: 8, right: 16, top: 24, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: one.labels },
      yAxis: { type: "value", axisLabel: { hideOverlap: true } },
      series: one.series.map(function (part) { return {
          type: "bar", name: part.name, data: part.values, barMaxWidth: 36,
          label: { show: true, position: "top", formatter: function (bar) { return bar.value ? bar.value.toLocaleString(undefined, { maximumFractionDigits: 2 }) : ""; } },
        }; }),
    });
    place.after(keys(one.series));
    return chart;
  });
  window.addEventListener("resize", function () { drawn.forEach(function (chart) { chart.resize(); }); });
})();
