"""How charts look that stand on their own: a picture's file, a report. On the desk its own sheet says it."""

from typing import Final

CHART_STYLE: Final = """
.chart { --paper:#faf9f6; --ink:#1c1b18; --ink-2:#55524b; --line:#e2dfd7; --edge:#878278; --wash:#fff1c9;
  --bad:#a12f1b; --band:#e6e2d8; }
@media (prefers-color-scheme: dark) { .chart { --paper:#161513; --ink:#f1eee7; --ink-2:#bab5aa; --line:#312f2b;
  --edge:#7f7a6f; --wash:#352c14; --bad:#ff9781; --band:#34322d; } }
.chart text { fill: var(--ink-2); font: 11.5px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
.chart .e { text-anchor: end; } .chart .m { text-anchor: middle; }
.chart .b, .chart .nm, .chart .says { fill: var(--ink); } .chart .b { font-weight: 650; }
.chart .says { font-size: 13px; } .chart .head { fill: var(--ink); font-size: 17px; font-weight: 650; }
.chart .nm { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
.chart .q { font-style: italic; } .chart .paper { fill: var(--paper); }
.chart .gr { stroke: var(--line); }
.chart .cut, .chart .now { stroke: var(--edge); stroke-dasharray: 2 4; }
.chart .bd { fill: var(--band); } .chart .hit, .chart .gap { fill: var(--wash); }
.chart .gap { stroke: var(--edge); stroke-width: .5; }
.chart .md { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.chart .dash { stroke-dasharray: 5 4; stroke-width: 2; stroke: var(--ink-2); }
.chart .me { fill: none; stroke: var(--ink); stroke-width: 3; stroke-linejoin: round; stroke-linecap: round; }
.chart .fine { stroke-width: 1.25; }
.chart .pt, .chart .ask { fill: #ffc940; stroke: #1c1b18; stroke-width: 1.5; }
.chart .o { fill: var(--ink-2); fill-opacity: .22; stroke: var(--ink-2); }
.chart .ly { fill: var(--ink); stroke: var(--paper); }
.chart .bar { fill: var(--ink); } .chart .pale { fill-opacity: .28; }
.chart .lost { fill: none; stroke: var(--bad); stroke-width: 2; }
.chart .span { stroke: var(--ink-2); stroke-width: 3; stroke-linecap: round; }
"""
