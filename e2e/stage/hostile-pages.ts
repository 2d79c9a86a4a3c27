import type { ShopPage } from './foreign-shop'
import { neededPolicy } from './strict-shop'

/** Pages that make life hard for whatever they embed, each in a way that was seen in the wild, only more so. */
export function hostilePages(origin: string, channelKey: string): Readonly<Record<string, ShopPage>> {
  const loader = `<script src="${origin}/widget/loader.js" data-channel="${channelKey}"></script>`
  const page = (head: string, body: string, html = '<html lang="zh-CN">') =>
    `<!doctype html>${html}<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>清和茶舍</title>${head}</head><body>${body}</body></html>`
  return {
    '/style': { html: page(`<style>${worstStyle}</style>${loader}`, `<main>明前龙井</main>`) },
    '/covered': { html: page(loader, covers) },
    '/csp': {
      html: page(loader, '<h1>明前龙井</h1>'),
      headers: {
        'content-security-policy': `default-src 'none'; ${neededPolicy(origin)}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    },
    '/isolated': {
      html: page(loader, '<h1>明前龙井</h1>'),
      headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
    },
    '/base': {
      html: page(`<base href="https://elsewhere.invalid/shop/" target="_top">${loader}`, '<h1>明前龙井</h1>'),
    },
    '/patched': { html: page(`<script>${patches}</script>${loader}`, '<h1>明前龙井</h1>') },
    '/rtl': { html: page(loader, '<h1>شاي</h1>', '<html lang="ar" dir="rtl">') },
    '/domain': {
      html: page(`<script>document.domain = 'tea.localhost'</script>${loader}`, '<h1>明前龙井</h1>'),
      headers: { 'origin-agent-cluster': '?0' },
    },
    '/twice': { html: page(loader + loader, `<h1>明前龙井</h1>${loader}`) },
    // Nothing closed, no doctype: quirks mode, and the script comes before there is a body.
    '/quirks': { html: `<meta charset=utf-8><title>清和茶舍</title>${loader}<center><font size=7>明前龙井` },
    '/redrawn': { html: page(loader, `<h1>明前龙井</h1><button>redraw</button><script>${redraw}</script>`) },
  }
}

const worstStyle = `
html { transform: rotate(2deg) scale(.8); filter: grayscale(1); font-size: 3px; overflow: hidden; }
body { overflow: hidden; transform: translateZ(0); perspective: 1px; will-change: transform; }
html * {
  all: unset !important; display: none !important; position: static !important; visibility: hidden !important;
  transform: scale(.1) rotate(40deg) !important; filter: blur(9px) opacity(.1) !important; opacity: 0 !important;
  width: 0 !important; height: 0 !important; max-width: 0 !important; max-height: 0 !important;
  inset: -999px !important; margin: -99px !important; z-index: -1 !important; clip-path: inset(50%) !important;
  pointer-events: none !important; transition: all 99s !important; animation: none !important;
  direction: rtl !important; unicode-bidi: bidi-override !important; writing-mode: vertical-rl !important;
  font: 700 90px fantasy !important; color: #f0f !important; letter-spacing: 40px !important; zoom: 3 !important;
  contain: strict !important; content-visibility: hidden !important; float: left !important; user-select: none !important;
}
html *::before, html *::after {
  content: 'x' !important; display: block !important; position: fixed !important; inset: 0 !important;
  width: 100vw !important; height: 100vh !important; opacity: 1 !important; visibility: visible !important;
  pointer-events: auto !important; z-index: 2147483647 !important; background: #fff !important;
}
html main, html body { display: block !important; }
iframe { display: none !important; }`

const covers = Array.from(
  { length: 3 },
  () => `<div style="position:fixed;inset:0;z-index:2147483647;background:rgba(255,0,0,.2)">促销</div>`,
).join('')

/** What old libraries and careless polyfills do to the language. */
const patches = `
Object.prototype.each = function () {}
Object.prototype.color = 'red; background: url(x)'
Array.prototype.toJSON = String.prototype.toJSON = () => 'broken'
Array.prototype.last = function () { return this[this.length - 1] }
JSON.stringify = JSON.parse = () => { throw new Error('JSON is patched') }
window.Map = window.Set = window.WeakMap = function () { throw new Error('Map is patched') }
window.Promise = function () { throw new Error('Promise is patched') }
Object.entries = Object.fromEntries = Array.from = () => { throw new Error('patched') }
window.fetch = window.XMLHttpRequest = () => { throw new Error('fetch is patched') }
Function.prototype.bind = () => { throw new Error('bind is patched') }`

/** As a framework does that draws the whole document anew and throws out what it does not know. */
const redraw = `document.querySelector('button').onclick = () =>
  document.documentElement.replaceChildren(document.head, document.body)`
