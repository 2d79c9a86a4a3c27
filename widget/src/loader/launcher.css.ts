/** The loader is one script, so its style is a string; it lives in a shadow root, where no rule of the page reaches. */
export const launcherCss = `
:host::before,:host::after{display:none!important}
*{box-sizing:border-box;margin:0;padding:0}
.root{direction:ltr;font:14px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;color:#1a2029}
button{font:inherit;border:0;cursor:pointer;background:none;color:inherit}
[hidden]{display:none!important}
:focus-visible{outline:2px solid #fff;box-shadow:0 0 0 4px #1a2029}
svg{fill:none;stroke:currentColor;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round;display:block}
.launch{position:fixed;right:24px;bottom:24px;width:56px;height:56px;border-radius:50%;background:var(--c);color:#fff;display:flex;align-items:center;justify-content:center;box-shadow:0 6px 18px rgba(20,40,32,.28)}
.launch svg{width:26px;height:26px}
.launch:hover{filter:brightness(.92)}
.badge{position:absolute;right:-2px;top:-2px;min-width:20px;height:20px;padding:0 5px;border-radius:10px;background:#d63a32;color:#fff;font-size:12px;line-height:20px;font-weight:500;text-align:center;box-shadow:0 0 0 2px #fff}
.teaser{position:fixed;right:92px;bottom:32px;max-width:min(280px,calc(100vw - 92px));background:#fff;border-radius:14px 14px 4px 14px;box-shadow:0 4px 16px rgba(20,28,44,.16);padding:9px 12px;text-align:left}
.panel{position:fixed;right:24px;bottom:24px;width:380px;height:min(620px,calc(100vh - 48px));border-radius:14px;overflow:hidden;background:#fff;box-shadow:0 12px 40px rgba(20,28,44,.24);visibility:hidden;opacity:0;transform:translateY(12px);transition:.18s ease-out,visibility 0s .18s}
.panel.on{visibility:visible;opacity:1;transform:none;transition-delay:0s}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:normal}
.cover{position:absolute;inset:0;background:#f6f7f8;display:flex;flex-direction:column}
.bar{height:60px;flex:none;background:var(--c);color:#fff;display:flex;align-items:center;justify-content:space-between;padding:0 8px 0 16px;font-weight:500}
.bar button{width:44px;height:44px;display:flex;align-items:center;justify-content:center}
.bar svg{width:20px;height:20px}
.say{flex:1;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;padding:0 32px;color:#656e7b;text-align:center}
.say button{height:44px;padding:0 28px;border-radius:22px;background:var(--c);color:#fff}
@media (max-width:479.98px){.launch{right:16px;bottom:var(--b)}.teaser{right:80px;bottom:calc(var(--b) + 8px)}.panel{inset:0;width:auto;height:auto;border-radius:0}}
@media (prefers-reduced-motion:reduce){.panel{transition:none}}
@media print{.root{display:none}}`
