// Runs before the first paint; src/theme/appearance.ts and src/i18n/language.ts own these keys afterwards.
;(function () {
  var root = document.documentElement
  var appearance = null
  try {
    appearance = localStorage.getItem('keqiao.appearance')
    root.lang = localStorage.getItem('keqiao.language') || 'zh-CN'
  } catch {
    // Storage is blocked: the system decides.
  }
  var dark = appearance === 'dark' || (appearance !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'
})()
