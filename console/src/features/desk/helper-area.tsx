import { useRef, type KeyboardEvent } from 'react'
import { useTexts } from '../../i18n/language'
import { Icon } from '../../icons/icon'
import { VisitorPanel } from '../contact/visitor-panel'
import { HistoryTab } from '../history/history-tab'
import { PhraseTab } from '../phrase/phrase-tab'
import { KnowledgeTab } from '../knowledge/knowledge-tab'
import { useHelperPane } from './helper-pane'
import { helperTabs, useHelperTabs, type HelperTab } from './helper-tabs'
import './helper-area.css'

/** 对话交流辅助窗口: what one needs beside a conversation, one tab at a time. */
export function HelperArea({ conversationId }: { conversationId: string | undefined }) {
  const texts = useTexts()
  const close = useHelperPane((state) => state.close)
  const id = conversationId ?? ''
  const tab = useHelperTabs(({ tabs }) => tabs[id] ?? 'contact')
  const words: Record<HelperTab, string> = {
    contact: texts.contact.title,
    phrase: texts.phrase.title,
    knowledge: texts.knowledge.tab,
    history: texts.history.tab,
  }
  return (
    <aside className="helper" aria-label={texts.desk.helper}>
      <div className="helper-head">
        <Tabs tab={tab} words={words} onChoose={(chosen) => useHelperTabs.getState().choose(id, chosen)} />
        <button
          type="button"
          className="plain-button square-button helper-close"
          aria-label={texts.desk.closeHelper}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="helper-body" role="tabpanel" id="helper-panel" aria-labelledby={`helper-tab-${tab}`}>
        {tab === 'contact' ? (
          <VisitorPanel conversationId={conversationId} />
        ) : tab === 'phrase' ? (
          <PhraseTab conversationId={conversationId} />
        ) : tab === 'knowledge' ? (
          <KnowledgeTab conversationId={conversationId} />
        ) : (
          <HistoryTab conversationId={conversationId} />
        )}
      </div>
    </aside>
  )
}

interface TabsProps {
  tab: HelperTab
  words: Record<HelperTab, string>
  onChoose: (tab: HelperTab) => void
}

/** One stop of the Tab key; the arrows go from one to the next. */
function Tabs({ tab, words, onChoose }: TabsProps) {
  const texts = useTexts()
  const list = useRef<HTMLDivElement>(null)
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = helperTabs.at((helperTabs.indexOf(tab) + by) % helperTabs.length) ?? tab
    onChoose(next)
    list.current?.querySelector<HTMLElement>(`#helper-tab-${next}`)?.focus()
  }
  return (
    <div ref={list} role="tablist" aria-label={texts.desk.helper} className="helper-tabs" onKeyDown={step}>
      {helperTabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`helper-tab-${each}`}
          className="helper-tab"
          aria-selected={each === tab}
          aria-controls="helper-panel"
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onChoose(each)}
        >
          {words[each]}
        </button>
      ))}
    </div>
  )
}
