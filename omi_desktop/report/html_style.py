"""How the HTML report looks: on a screen by day and by night, and on paper."""

from __future__ import annotations

from omi_desktop.drawing.svg import rules

LIGHT = {
    "paper": "#ffffff",
    "text": "#1b1f24",
    "ink": "#1f3a5f",
    "quiet": "#5b6470",
    "rule": "#c9ced6",
    "pale": "#f2f5f9",
    "link": "#1d5a96",
    "above": "#2f6299",
    "below": "#a84a00",
    "below-pale": "#fbe6d3",
    "filled": "#2f6299",
    "outline": "#5b6470",
}
"""The colours by day, those of the printed report."""

DARK = {
    "paper": "#14181d",
    "text": "#e4e8ed",
    "ink": "#a9c8ec",
    "quiet": "#a3adb9",
    "rule": "#3b444f",
    "pale": "#1d232b",
    "link": "#8dbdf0",
    "above": "#6ba3dc",
    "below": "#f2a15f",
    "below-pale": "#3a2614",
    "filled": "#6ba3dc",
    "outline": "#a3adb9",
}
"""The colours by night."""


def _colours(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in colours.items())


_RULES = """
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 0 1.25rem 3rem; background: var(--paper);
  color: var(--text); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
.skip { position: absolute; left: 1rem; top: -6rem; padding: .5rem 1rem; background: var(--paper);
  border: 2px solid var(--link); }
.skip:focus { top: 1rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--below); outline-offset: 2px; }
header { padding: 3rem 0 1.5rem; border-bottom: 4px solid var(--below); }
header p { margin: .3rem 0; }
h1, h2, h3, h4, .conclusion, dt { color: var(--ink); }
h1 { margin: 1.5rem 0; font-size: 1.35rem; font-weight: 400; line-height: 1.25; }
h1 span { display: block; font-size: 2.6rem; font-weight: 700; }
h2 { margin: 3rem 0 1rem; font-size: 1.7rem; line-height: 1.25; }
h3 { margin: 2.2rem 0 .6rem; font-size: 1.25rem; line-height: 1.3; }
h4 { margin: 1.4rem 0 .4rem; font-size: 1.05rem; }
nav ul { padding-left: 0; list-style: none; }
nav ul ul { padding-left: 1.25rem; }
nav li { margin: .3rem 0; }
@counter-style letters { system: extends lower-alpha; prefix: "("; suffix: ") "; }
ol.letters { list-style: letters; }
ol, main ul { padding-left: 2.3rem; }
li { margin: .3rem 0; }
ol.letters { list-style: none; counter-reset: letter; padding-left: 2.3rem; }
ol.letters > li { counter-increment: letter; }
ol.letters > li::before { content: "(" counter(letter, lower-alpha) ")"; float: left;
  margin-left: -2.3rem; }
li { margin: .3rem 0; }
.programme, .conclusion, .signature, .draft { font-weight: 700; }
.draft { color: var(--below); }
.descriptor { color: var(--quiet); font-style: italic; }
.remark, .note, footer, dd, .mark { color: var(--quiet); }
.remark, .note, footer { font-size: .9rem; }
.mark strong { display: inline-block; margin-right: .5rem; padding: .15rem .9rem;
  border: 2px solid var(--above); border-radius: .3rem; background: var(--pale); color: var(--ink);
  font-size: 1.25rem; }
.mark.below strong { border-color: var(--below); background: var(--below-pale);
  color: var(--below); }
table { width: 100%; margin: 1rem 0 .5rem; border-collapse: collapse; font-size: .92rem; }
caption { padding: .4rem 0; font-weight: 700; text-align: left; }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--rule); text-align: left;
  vertical-align: top; }
tbody th { font-weight: 400; }
thead th, thead td { border-top: 2px solid var(--ink); border-bottom: 2px solid var(--ink);
  background: var(--pale); color: var(--ink); vertical-align: bottom; }
.strong th, .strong td, th[scope="rowgroup"] { background: var(--pale); font-weight: 700; }
.right { text-align: right; white-space: nowrap; }
thead .right { white-space: normal; }
.centre { text-align: center; }
.unseen { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); }
dl div { display: flex; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid var(--rule); }
dt { flex: 0 0 8rem; font-weight: 700; }
dd { margin: 0; }
figure { margin: 1.5rem 0; }
figcaption { margin-bottom: .6rem; font-weight: 700; }
svg { display: block; width: 100%; height: auto; }
SVG_RULES
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  .skip { display: none; }
  section > h2:first-child, .new-page { break-before: page; margin-top: 0; }
  h2, h3, h4, caption { break-after: avoid; }
  tr, li, figure, .mark { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""

STYLE = (
    f":root {{ color-scheme: light dark; {_colours(LIGHT)} }}\n"
    f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_colours(DARK)} }} }}"
    f"{_RULES.replace('SVG_RULES', chr(10).join(rules()))}"
)
"""The whole style sheet; on paper the colours are always those of the day."""
