import type { ExportFormat, ExportSubject } from '@keqiao/contract'
import { App, Button, Dropdown } from 'antd'
import { errorWords } from '../../i18n/error-words'
import { useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { useChange } from '../manage/use-asked'
import { exportBegun, openDownloads } from './download-centre-state'

interface ExportMenuProps {
  what: ExportSubject
  /** As the list is asked for now, without its paging. */
  conditions: Record<string, unknown>
  /** Which, in this order; all unless said. */
  columns?: readonly string[]
  /** There are words to be read. */
  transcript?: boolean
}

/** 导出: what is listed, in the format one chooses; made in the background. */
export function ExportMenu({ what, conditions, columns, transcript = false }: ExportMenuProps) {
  const texts = useTexts()
  const { exports: words } = texts.dialogues
  const language = useLanguageTag()
  const { message } = App.useApp()
  const change = useChange('export.list')
  const formats: readonly ExportFormat[] = transcript ? ['xlsx', 'csv', 'transcript'] : ['xlsx', 'csv']
  const begin = async (format: ExportFormat) => {
    const chosen = columns && format !== 'transcript' ? { columns: [...columns] } : {}
    const reply = await change('export.start', { what, format, conditions, locale: language, ...chosen })
    if (!reply.ok) {
      void message.error(errorWords(texts, reply.error.code))
      return
    }
    exportBegun()
    openDownloads()
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: formats.map((format) => ({ key: format, label: words.formats[format] })),
        onClick: ({ key }) => {
          const format = formats.find((one) => one === key)
          if (format) void begin(format)
        },
      }}
    >
      <Button size="small" icon={<Icon name="download" small />}>
        {words.export}
      </Button>
    </Dropdown>
  )
}
