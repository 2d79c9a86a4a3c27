import { Modal } from 'antd'
import { useTexts } from '../../i18n/language'
import { useKeysSheet } from './keys-sheet-state'
import './keys-sheet.css'

/** `?`: every key of the desk. */
export function KeysSheet() {
  const { keys } = useTexts()
  const open = useKeysSheet((state) => state.open)
  const rows: readonly (readonly [what: string, chords: readonly (readonly string[])[]])[] = [
    [keys.previous, [['Alt', '↑']]],
    [keys.next, [['Alt', '↓']]],
    [keys.accept, [['Alt', 'A']]],
    [keys.focus, [['Alt', 'I']]],
    [keys.toggleNote, [['Alt', 'N']]],
    [keys.send, [['Enter']]],
    [keys.newline, [['Shift', 'Enter']]],
    [keys.escape, [['Esc']]],
    [keys.sheet, [['?']]],
  ]
  return (
    <Modal
      open={open}
      title={keys.title}
      width={400}
      footer={null}
      closable={{ 'aria-label': keys.close }}
      onCancel={() => useKeysSheet.setState({ open: false })}
    >
      <dl className="keys-sheet">
        {rows.map(([what, chords]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {chords.map((chord) => (
                <span key={chord.join('+')}>
                  {chord.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
