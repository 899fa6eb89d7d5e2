"""Charts as SVG, without scripts and without anything from outside."""

from collections.abc import Mapping, Sequence


def bar(title: str, labels: Sequence[str], series: Mapping[str, Sequence[float]], *, horizontal: bool = False) -> bytes:
    """A bar chart: one group of bars a label, one colour a series."""
    import pygal
    from pygal.style import Style

    style = Style(
        background="transparent", plot_background="transparent", font_family="sans-serif",
        colors=("#1F5FA8", "#B4530A", "#2E7D4F", "#7A3E9D"), value_font_size=12, label_font_size=12,
        major_label_font_size=12, legend_font_size=12, title_font_size=14,
    )
    kind = pygal.HorizontalBar if horizontal else pygal.Bar
    chart = kind(
        title=title, style=style, js=(), disable_xml_declaration=True, explicit_size=False, height=360, width=800,
        legend_at_bottom=True, show_legend=len(series) > 1, print_values=True, print_values_position="top",
        value_formatter=lambda value: f"{value:,.0f}" if value is not None else "",
    )
    chart.x_labels = [str(label) for label in labels]
    for name, values in series.items():
        chart.add(str(name), list(values))
    return chart.render()
