import { Dropdown, type MenuProps } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useColleagues } from './use-colleagues'
import { useWhose } from './whose-dialogues'

/** For who may assign: whose dialogues stand in the list. */
export function WhoseSelect() {
  const texts = useTexts()
  const { whose, show } = useWhose()
  const [open, setOpen] = useState(false)
  const { colleagues } = useColleagues(open)
  const agents = colleagues?.agents.filter(({ active, connected }) => connected || active > 0) ?? []
  const items: MenuProps['items'] = [
    { key: 'mine', label: texts.assign.mine },
    {
      key: 'line',
      label: texts.assign.line,
      extra: colleagues?.groups.reduce((sum, group) => sum + group.waitingCount, 0),
    },
    { type: 'divider' },
    ...agents.map(({ id, nickname, active, capacity }) => ({
      key: id,
      label: nickname,
      extra: `${active} / ${capacity}`,
    })),
  ]
  const pick = (key: string) => {
    const colleague = agents.find(({ id }) => id === key)
    if (colleague) show({ kind: 'colleague', id: colleague.id, name: colleague.nickname })
    else show({ kind: key === 'line' ? 'line' : 'mine' })
  }
  const names = { mine: texts.desk.dialogues, line: texts.assign.line }
  const shown = whose.kind === 'colleague' ? whose.name : names[whose.kind]
  return (
    <Dropdown
      trigger={['click']}
      open={open}
      onOpenChange={setOpen}
      menu={{
        items,
        selectable: true,
        selectedKeys: [whose.kind === 'colleague' ? whose.id : whose.kind],
        onClick: ({ key }) => pick(key),
      }}
    >
      <button
        type="button"
        className="plain-button whose-select"
        aria-label={`${texts.assign.who}: ${shown}`}
        title={texts.assign.who}
      >
        <span className="ellipsis">{shown}</span>
        <Icon name="down" small />
      </button>
    </Dropdown>
  )
}
