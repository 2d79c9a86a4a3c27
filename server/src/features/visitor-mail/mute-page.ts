import type { Language } from '../../i18n/choose-language'
import { escapeText, helpStylePath } from '../knowledge'

/** One sentence and one button, in the look of the help centre; it needs no script. */
export function mutePage(
  language: Language,
  title: string,
  text: string,
  button: { readonly label: string; readonly action: string } | null,
): string {
  const form = button
    ? `<form method="post" action="${escapeText(button.action)}"><button>${escapeText(button.label)}</button></form>`
    : ''
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${helpStylePath}">
<main class="wrap"><div class="none"><h1>${escapeText(title)}</h1><p>${escapeText(text)}</p>${form}</div></main>
</html>
`
}
