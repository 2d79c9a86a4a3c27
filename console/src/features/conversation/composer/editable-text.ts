/**
 * Between a draft and the editable element that shows it. The element belongs to the browser, so that input methods,
 * undo and spelling work as everywhere; it is read after each input and written only when a style, a send or a switch
 * of dialogue changes it from outside.
 *
 * What is written: text, `<br>` for a new line, and spans that carry their marks in `data-marks`. Anything else that a
 * browser puts in (a `<b>` of its own, a block) is read as the text it holds.
 */
import { fonts } from '../thread/styled-text'
import { textPieces, type Marks } from '../thread/text-pieces'
import { joined, type Selected, type Span, type StyledDraft } from './styled-draft'

interface Piece {
  readonly text: string
  readonly marks: Marks
}

/** What stands in the element. */
export function readEditable(root: HTMLElement): StyledDraft {
  const pieces = piecesOf(root, {})
  let text = ''
  const spans: Span[] = []
  for (const piece of pieces) {
    spans.push(...spansOf(piece, text.length))
    text += piece.text
  }
  // The last line break only gives the caret a line to stand on.
  if (root.lastChild instanceof HTMLBRElement) text = text.slice(0, -1)
  const within = spans.flatMap((span) => {
    const length = Math.min(span.length, text.length - span.offset)
    return length > 0 ? [{ ...span, length }] : []
  })
  return { text, spans: joined(within) }
}

function piecesOf(node: Node, marks: Marks): Piece[] {
  return Array.from(node.childNodes).flatMap((child): Piece[] => {
    if (child instanceof Text) return [{ text: child.data, marks }]
    if (child instanceof HTMLBRElement) return [{ text: '\n', marks: {} }]
    if (!(child instanceof HTMLElement)) return []
    const own = child.dataset['marks']
    const inner = piecesOf(child, own === undefined ? marks : (JSON.parse(own) as Marks))
    const isBlock = child.tagName === 'DIV' || child.tagName === 'P'
    return isBlock && child.previousSibling ? [{ text: '\n', marks: {} }, ...inner] : inner
  })
}

function spansOf({ text, marks }: Piece, offset: number): Span[] {
  const at = { offset, length: text.length }
  if (text === '') return []
  const { font, size, color } = marks
  return [
    ...(['bold', 'italic', 'underline'] as const).flatMap((mark) => (marks[mark] ? [{ mark, ...at }] : [])),
    ...(font ? [{ mark: 'font' as const, value: font, ...at }] : []),
    ...(size ? [{ mark: 'size' as const, value: String(size) as '12', ...at }] : []),
    ...(color ? [{ mark: 'color' as const, value: color, ...at }] : []),
  ]
}

/** Shows the draft. The caret is lost: see `select`. */
export function writeEditable(root: HTMLElement, draft: StyledDraft): void {
  const nodes = textPieces({ kind: 'text', text: draft.text, spans: [...draft.spans] }).flatMap(({ text, marks }) => {
    const { link: _, ...look } = marks
    const lines = linesOf(text)
    if (Object.keys(look).length === 0) return lines
    const span = document.createElement('span')
    span.dataset['marks'] = JSON.stringify(look)
    span.append(...lines)
    dress(span, look)
    return [span]
  })
  root.replaceChildren(...nodes)
  if (draft.text.endsWith('\n')) root.append(document.createElement('br'))
}

function linesOf(text: string): Node[] {
  return text.split('\n').flatMap((line, index) => {
    const words = line === '' ? [] : [document.createTextNode(line)]
    return index === 0 ? words : [document.createElement('br'), ...words]
  })
}

/** Through the object model: an inline style attribute would be refused by the Content-Security-Policy. */
function dress({ style }: HTMLElement, { bold, italic, underline, font, size, color }: Marks): void {
  if (bold) style.fontWeight = '700'
  if (italic) style.fontStyle = 'italic'
  if (underline) style.textDecoration = 'underline'
  if (font) style.fontFamily = fonts[font]
  if (size) style.fontSize = `${size}px`
  if (color) style.color = color
}

/** Whether a browser has put in what we did not write, a style of its own for example. */
export function isForeign(root: HTMLElement): boolean {
  return Array.from(root.querySelectorAll('*')).some(
    (element) => !(element instanceof HTMLBRElement) && !(element instanceof HTMLElement && element.dataset['marks']),
  )
}

/** Where the selection stands in the text; null when it is elsewhere on the page. */
export function selectionIn(root: HTMLElement): Selected | null {
  const selection = document.getSelection()
  if (!selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null
  return {
    start: lengthTo(root, range.startContainer, range.startOffset),
    end: lengthTo(root, range.endContainer, range.endOffset),
  }
}

function lengthTo(root: HTMLElement, node: Node, offset: number): number {
  const range = document.createRange()
  range.setStart(root, 0)
  range.setEnd(node, offset)
  return piecesOf(range.cloneContents(), {}).reduce((length, { text }) => length + text.length, 0)
}

/** Selects a part of the text, or places the caret. */
export function select(root: HTMLElement, { start, end }: Selected): void {
  const selection = document.getSelection()
  const [from, to] = [placeOf(root, start), placeOf(root, end)]
  selection?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
}

/** Where in the element a place of the text is. */
export function placeOf(root: HTMLElement, offset: number): { node: Node; offset: number } {
  let left = offset
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      if (left <= node.data.length) return { node, offset: left }
      left -= node.data.length
    } else if (node instanceof HTMLBRElement) {
      const parent = node.parentNode ?? root
      const index = Array.from(parent.childNodes).indexOf(node)
      if (left === 0) return { node: parent, offset: index }
      left -= 1
      if (left === 0 && !(node.nextSibling instanceof Text)) return { node: parent, offset: index + 1 }
    }
  }
  return { node: root, offset: root.childNodes.length }
}

/** Puts text at the caret as if it had been typed: the browser can undo it. */
export function insertText(root: HTMLElement, text: string, at: Selected): void {
  root.focus()
  select(root, at)
  for (const [index, line] of text.replace(/\r\n?/g, '\n').split('\n').entries()) {
    if (index > 0) document.execCommand('insertLineBreak')
    if (line !== '') document.execCommand('insertText', false, line)
  }
}
