import { Button, Dropdown, Space } from 'antd'
import { useTexts } from '../../../i18n/language'
import { Icon } from '../../../icons/icon'
import { sendKeys, type SendKey } from './send-key'
import type { ComposerMode } from './unsent'

interface SendButtonProps {
  mode: ComposerMode
  disabled: boolean
  sendKey: SendKey
  onSend: () => void
}

/** 发送, and behind the arrow the key that does the same (CON-12). */
export function SendButton({ mode, disabled, sendKey, onSend }: SendButtonProps) {
  const { composer } = useTexts()
  const items = sendKeys.map((key) => ({
    key,
    label: composer.keys[key],
    extra: key === sendKey.chosen && <Icon name="check" small />,
  }))
  return (
    <Space.Compact>
      <Button size="small" type="primary" className="composer-send" disabled={disabled} onClick={onSend}>
        <Icon name={mode === 'reply' ? 'send' : 'lock'} small />
        {mode === 'reply' ? composer.send : composer.saveNote}
      </Button>
      <Dropdown
        trigger={['click']}
        placement="topRight"
        menu={{
          items,
          selectable: true,
          selectedKeys: [sendKey.chosen],
          onClick: ({ key }) => {
            const chosen = sendKeys.find((one) => one === key)
            if (chosen) sendKey.choose(chosen)
          },
        }}
      >
        <Button size="small" type="primary" aria-label={composer.sendKey} title={composer.sendKey}>
          <Icon name="down" small />
        </Button>
      </Dropdown>
    </Space.Compact>
  )
}
