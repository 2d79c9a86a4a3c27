import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useKeysSheet } from './keys-sheet-state'
import './keys-sheet.css'

/** `?`: every key of the desk. */
export function KeysSheet() {
  const { keys, history, conversation } = useTexts()
  const open = useKeysSheet((state) => state.open)
  const rows: readonly (readonly [what: string, chord: readonly string[]])[] = [
    [keys.previous, ['Alt', '↑']],
    [keys.next, ['Alt', '↓']],
    [keys.accept, ['Alt', 'A']],
    [keys.transfer, ['Alt', 'T']],
    [keys.focus, ['Alt', 'I']],
    [keys.toggleNote, ['Alt', 'N']],
    [keys.send, ['Enter']],
    [keys.newline, ['Shift', 'Enter']],
    [keys.recall, ['Alt', 'Z']],
    [history.pages, ['PageUp', 'PageDown']],
    [history.toBeginning, ['Home']],
    [conversation.toEnd, ['End']],
    [keys.escape, ['Esc']],
    [keys.sheet, ['?']],
  ]
  return (
    <Dialog
      open={open}
      title={keys.title}
      width={400}
      close={{ label: keys.close, drawing: <Icon name="close" /> }}
      onClose={() => useKeysSheet.setState({ open: false })}
    >
      <dl className="keys-sheet">
        {rows.map(([what, chord]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {chord.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
