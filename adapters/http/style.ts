/** The one stylesheet of the page: narrow and wide, light and dark. */
export const STYLE = `
:root {
  --paper: #fbfaf8; --card: #ffffff; --ink: #1f2933; --quiet: #5f6b7a; --line: #dfe3e8; --link: #0b5394;
  --good: #1d6b3a; --good-bg: #e3f4e8; --bad: #9b1c1c; --bad-bg: #fde8e8; --odd: #7a4a00; --odd-bg: #fdf1d8; --plain-bg: #eceff3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --card: #1c2229; --ink: #e4e8ed; --quiet: #9aa7b5; --line: #303944; --link: #7db7ee;
    --good: #8fdcaa; --good-bg: #17351f; --bad: #f5a3a3; --bad-bg: #431a1a; --odd: #f0c67a; --odd-bg: #3b2c0e; --plain-bg: #2a323c;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
main, .top, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
.top { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding-top: 1.25rem; }
.brand { font-weight: 700; text-decoration: none; color: var(--ink); }
footer { padding-top: 2rem; padding-bottom: 2rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.25rem 0 .75rem; }
h2 { font-size: 1.2rem; margin: 0 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0 0 .25rem; line-height: 1.35; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
section { margin: 1.5rem 0 2rem; }
a { color: var(--link); text-underline-offset: .15em; }
.quiet { color: var(--quiet); font-size: .9rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; }
.figures b { display: block; font-size: 1.5rem; line-height: 1.2; }
.figures span { color: var(--quiet); font-size: .9rem; }
.picture { display: block; width: 100%; max-width: 45rem; height: auto; border: 1px solid var(--line); border-radius: .5rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem 1.25rem; margin-bottom: 1rem; }
.strands { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: .75rem 0 0; }
.strands li { background: var(--plain-bg); border-radius: 1rem; padding: .15rem .75rem; font-size: .9rem; }
.timeline { list-style: none; margin: 0; padding: 0; }
.timeline > li { display: grid; grid-template-columns: 6.5rem 1fr; gap: 1.25rem; }
.timeline .when { color: var(--quiet); font-size: .9rem; padding-top: .15rem; text-align: right; }
.timeline article { border-left: 2px solid var(--line); padding: 0 0 1.5rem 1.25rem; position: relative; }
.timeline article::before { content: ""; position: absolute; left: -.4rem; top: .45rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--link); }
.reports { list-style: none; margin: .5rem 0 0; padding: 0; }
.reports li { padding: .35rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.reports li:first-child { border-top: 0; }
details { margin-top: .5rem; }
summary { cursor: pointer; color: var(--link); font-size: .9rem; }
.badge { display: inline-block; border-radius: .3rem; padding: 0 .45rem; font-size: .8rem; background: var(--plain-bg); color: var(--quiet); }
.badge.good { background: var(--good-bg); color: var(--good); }
.badge.bad { background: var(--bad-bg); color: var(--bad); }
.badge.odd { background: var(--odd-bg); color: var(--odd); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; font-size: .85rem; }
td:nth-child(n+3) { white-space: nowrap; }
@media (max-width: 40rem) {
  .timeline > li { grid-template-columns: 1fr; gap: .1rem; }
  .timeline .when { text-align: left; }
  .timeline article { border-left: 0; padding-left: 0; }
  .timeline article::before { content: none; }
}
`;
