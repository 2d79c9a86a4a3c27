import { createHash } from 'node:crypto'

/** The one style sheet of all help centres: no script, no picture, no font of its own; light and dark as the reader has it. */
export const helpStyle = `
:root { color-scheme: light dark; --ground: #f5f6f8; --panel: #fff; --text: #1a2029; --soft: #545e6c; --line: #dfe3e8;
  --accent: #2459c7; --hover: #eef3fd; --code: #eef0f3 }
@media (prefers-color-scheme: dark) {
  :root { --ground: #121519; --panel: #1a1e24; --text: #e4e8ed; --soft: #a9b2be; --line: #323843; --accent: #8db1ff;
    --hover: #202a3d; --code: #262b33 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--text); line-height: 1.7; overflow-wrap: anywhere;
  font-family: system-ui, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
  font-size: 16px }
a { color: var(--accent); text-underline-offset: 3px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px }
.skip { position: absolute; left: -999px }
.skip:focus { left: 16px; top: 8px; background: var(--panel); padding: 8px 12px }
.wrap { max-width: 960px; margin: 0 auto; padding-inline: 20px }
.top { background: var(--panel); border-bottom: 1px solid var(--line) }
.top .wrap { display: flex; gap: 12px 20px; align-items: center; justify-content: space-between; flex-wrap: wrap; padding-block: 14px }
.name { color: inherit; text-decoration: none; font-weight: 600; font-size: 17px }
.languages { display: flex; gap: 14px; font-size: 14px; list-style: none; margin: 0; padding: 0 }
.languages a { color: var(--soft); text-decoration: none }
.languages a[aria-current] { color: var(--text); font-weight: 600 }
.hero { padding: 40px 0 8px; text-align: center }
.hero h1 { margin: 0 0 18px; font-size: 28px; line-height: 1.3; text-wrap: balance }
form.search { display: flex; gap: 8px; max-width: 600px; margin: 0 auto }
form.search input { flex: 1; min-width: 0; height: 46px; padding: 0 14px; font: inherit; color: inherit; background: var(--panel);
  border: 1px solid var(--line); border-radius: 8px }
form.search button, .none button { height: 46px; padding: 0 22px; font: inherit; color: #fff; background: #2459c7; border: 0; border-radius: 8px; cursor: pointer }
main { padding-block: 24px 80px }
.categories { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)) }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px }
.card h2 { margin: 0 0 8px; font-size: 17px }
.card h2 a { color: inherit; text-decoration: none }
.list { list-style: none; margin: 0; padding: 0 }
.list li a { display: block; padding: 6px 8px; margin: 0 -8px; border-radius: 6px; text-decoration: none }
.list li a:hover { background: var(--hover) }
.list small { display: block; color: var(--soft); font-size: 14px; line-height: 1.5; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
.more { display: inline-block; margin-top: 8px; font-size: 14px }
.path { font-size: 14px; color: var(--soft); margin: 0 0 16px }
.path a { color: inherit }
article { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 26px 28px }
article h1 { margin: 0 0 4px; font-size: 25px; line-height: 1.4 }
article .fact { color: var(--soft); font-size: 14px; margin: 0 0 18px }
article .answer { white-space: pre-wrap; margin: 0 0 16px }
article h2 { font-size: 20px; margin: 28px 0 8px } article h3 { font-size: 17px; margin: 22px 0 6px } article h4, article h5 { font-size: 16px }
article img { max-width: 100%; height: auto; border-radius: 6px }
article pre { overflow-x: auto; background: var(--code); padding: 12px 14px; border-radius: 8px }
article code { background: var(--code); border-radius: 4px; padding: 1px 4px; font-size: .92em }
article pre code { padding: 0 }
article blockquote { margin: 12px 0; padding: 2px 16px; border-left: 3px solid var(--line); color: var(--soft) }
article table { border-collapse: collapse; display: block; max-width: 100%; overflow-x: auto }
article th, article td { border: 1px solid var(--line); padding: 6px 12px; text-align: left }
.related { margin-top: 24px }
.related h2 { font-size: 16px }
.none { text-align: center; padding: 48px 0 }
.none h1, .none h2 { font-size: 20px; margin: 0 0 6px } .none p { color: var(--soft); margin: 0 0 16px }
.contact { margin-top: 28px; text-align: center }
h1.plain { font-size: 22px; margin: 0 0 16px }
@media (max-width: 480px) { .hero { padding-top: 28px } .hero h1 { font-size: 23px } article { padding: 20px 18px } form.search button { padding: 0 16px } }
`

/** Its address changes with its words, so it may be kept for a year. */
export const helpStylePath = `/help/style-${createHash('sha256').update(helpStyle).digest('hex').slice(0, 12)}.css`
