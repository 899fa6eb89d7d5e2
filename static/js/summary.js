// Charts of the monthly summary; without it the server's still pictures stay, and the table below holds the numbers.
"use strict";
(function () {
  const source = document.getElementById("chart-data");
  if (!source || !window.echarts) return;
  const data = JSON.parse(source.textContent);
  const words = data.words;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const charts = [];

  function draw(id, title, series) {
    const place = document.getElementById(id);
    place.textContent = ""; // the still picture the server drew
    place.style.height = Math.max(180, 60 + data.labels.length * (series.length > 1 ? 52 : 34)) + "px";
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", title);
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption({
      animation: !still,
      color: ["#0f4c5c", "#b4530a"],
      grid: { left: 8, right: 72, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: "value", axisLabel: { show: false } },
      yAxis: { type: "category", data: data.labels, inverse: true, axisLabel: { width: 110, overflow: "truncate" } },
      series: series.map(function (one) { return {
          type: "bar", name: one[0], data: one[1], barMaxWidth: 22,
          label: { show: true, position: "right", formatter: function (bar) { return bar.value.toLocaleString(undefined, { minimumFractionDigits: bar.value % 1 ? 2 : 0 }); } },
        }; }),
    });
    charts.push(chart);
  }

  draw("chart-work", words.person_times, [[words.person_times, data.person_times]]);
  draw("chart-money", words.spent, [[words.spent, data.spent], [words.budget, data.budget]]);
  window.addEventListener("resize", function () { charts.forEach(function (chart) { chart.resize(); }); });
})();
