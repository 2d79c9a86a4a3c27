/** The API page's style sheet: the console's colours, system fonts, both themes. */
export const docsStyle = `
:root { --bg: #fff; --sub: #f9fafb; --line: #e5e8ec; --t1: #1a2029; --t2: #48515e; --ac: #2459c7; --acb: #edf2fc; --ok: #177a43; --wa: #8f5400; --er: #bf2d27 }
@media (prefers-color-scheme: dark) {
  :root { --bg: #1a1f25; --sub: #15191e; --line: #2a3038; --t1: #e4e8ed; --t2: #b4bcc7; --ac: #7fa8f8; --acb: #222d40; --ok: #58cf8e; --wa: #f0b452; --er: #ff8f86 }
}
* { box-sizing: border-box }
html { scroll-padding-top: 16px }
body { margin: 0; display: grid; grid-template-columns: 220px minmax(0, 1fr); background: var(--bg); color: var(--t1);
  font: 14px/1.6 system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', sans-serif }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 20px 16px; background: var(--sub); border-right: 1px solid var(--line) }
nav strong { display: block; margin-bottom: 12px; font-size: 15px }
nav a { display: block; color: var(--t1); text-decoration: none; font-weight: 600; padding: 2px 8px; border-radius: 4px }
nav ul { margin: 0 0 10px; padding: 0 0 0 8px; list-style: none }
nav li a { color: var(--t2); font-weight: 400 }
nav a:hover { background: var(--acb); color: var(--ac) }
main { padding: 28px 40px 80px; max-width: 920px }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.3 }
h2 { margin: 44px 0 8px; padding-bottom: 6px; border-bottom: 1px solid var(--line); font-size: 19px }
h3 { margin: 28px 0 4px; font-size: 16px }
h3 a { color: inherit; text-decoration: none }
h4 { margin: 16px 0 4px; font-size: 13px; color: var(--t2) }
p { margin: 6px 0 10px }
a { color: var(--ac) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 12px 0 }
dt { color: var(--t2) }
dd { margin: 0 }
code, pre { font: 12.5px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
pre { margin: 4px 0 10px; padding: 10px 14px; overflow: auto; background: var(--sub); border: 1px solid var(--line); border-radius: 6px }
pre i, td i { color: var(--t2); font-style: normal }
pre i::before { content: '— ' }
article { padding-bottom: 10px }
article:target h3, tr:target td { background: var(--acb) }
.address { font-size: 15px }
.method { display: inline-block; min-width: 56px; padding: 0 8px; border: 1px solid currentColor; border-radius: 4px; text-align: center; font-size: 12px }
.get { color: var(--ok) } .post { color: var(--ac) } .put { color: var(--wa) } .delete { color: var(--er) }
.codes a { display: inline-block; margin: 0 8px 2px 0; text-decoration: none }
.wide { overflow: auto }
table { width: 100%; border-collapse: collapse }
th, td { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
th { color: var(--t2); font-weight: 500 }
td code { white-space: pre-wrap }
@media (max-width: 760px) { body { display: block } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line) } main { padding: 20px 16px 60px } }
`
