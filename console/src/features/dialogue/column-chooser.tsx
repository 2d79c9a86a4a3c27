import { dialogueColumns, type DialogueColumn } from '@keqiao/contract/dialogue-columns'
import { App, Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../../dialog/dialog'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useChange } from '../manage/use-asked'
import { defaultColumns } from './dialogue-cells'

/** Which columns one looks at; kept for the member, on every device. */
export function ColumnChooser({ chosen }: { chosen: readonly DialogueColumn[] }) {
  const texts = useTexts()
  const { dialogues: words } = texts
  const { message } = App.useApp()
  const change = useChange('dialogue.choices')
  const [open, setOpen] = useState(false)
  const keep = async (columns: readonly DialogueColumn[]) => {
    const reply = await change('dialogue.setPreferences', { columns: [...columns] })
    if (!reply.ok) void message.error(words.notSaved)
  }
  const toggle = (column: DialogueColumn, shown: boolean) =>
    void keep(dialogueColumns.filter((one) => (one === column ? shown : chosen.includes(one))))
  return (
    <>
      <Button size="small" icon={<Icon name="panel" small />} onClick={() => setOpen(true)}>
        {words.chooseColumns}
      </Button>
      <Dialog
        open={open}
        width={400}
        title={words.columnsTitle}
        close={{ label: words.detail.close, drawing: <Icon name="close" /> }}
        onClose={() => setOpen(false)}
      >
        <div className="column-choices">
          {dialogueColumns.map((column) => (
            <label key={column}>
              <input
                type="checkbox"
                checked={chosen.includes(column)}
                // The room number opens the detail.
                disabled={column === 'roomNumber'}
                onChange={({ target }) => toggle(column, target.checked)}
              />
              {words.columns[column]}
            </label>
          ))}
        </div>
        <div className="dialog-foot">
          <Button onClick={() => void keep(defaultColumns)}>{words.columnsReset}</Button>
        </div>
      </Dialog>
    </>
  )
}
