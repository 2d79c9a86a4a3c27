import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useReportTexts } from './use-report-texts'
import { presets, type DayRange, type Preset, type ReportSearch } from './report-search'

interface Choices {
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  readonly members: readonly { readonly id: string; readonly nickname: string }[]
  readonly channels: readonly { readonly id: string; readonly name: string }[]
}

interface ReportFiltersProps {
  search: ReportSearch
  range: DayRange
  today: string
  usual: Preset
  choices: Choices | null
  /** What this report can be narrowed by. */
  filters: readonly string[]
  onChange: (next: ReportSearch) => void
}

/** Days, groups, agents and channels; whatever is chosen stands in the address. */
export function ReportFilters({ search, range, today, usual, choices, filters, onChange }: ReportFiltersProps) {
  const words = useReportTexts()
  const ownRange = search.from !== undefined
  const [custom, setCustom] = useState(ownRange)
  const kept = { groups: search.groups, members: search.members, channels: search.channels }
  const others = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
  const sorted = { ...(search.sort && { sort: search.sort }), ...(search.desc && { desc: search.desc }) }
  const days = ownRange ? { from: range.from, to: range.to } : search.preset ? { preset: search.preset } : {}
  const narrow = (name: 'groups' | 'members' | 'channels') => (ids: readonly string[]) => {
    const { [name]: _, ...rest } = others
    onChange({ ...days, ...rest, ...sorted, ...(ids.length > 0 && { [name]: ids.join(',') }) })
  }
  const shown = custom || ownRange ? 'custom' : (search.preset ?? usual)
  return (
    <div className="report-filters" role="search" aria-label={words.range}>
      <Segmented
        size="small"
        aria-label={words.range}
        value={shown}
        options={[
          ...presets.map((value) => ({ value, label: words.presets[value] })),
          { value: 'custom' as const, label: words.custom },
        ]}
        onChange={(next) => {
          setCustom(next === 'custom')
          if (next !== 'custom') onChange({ ...(next !== usual && { preset: next as Preset }), ...others, ...sorted })
        }}
      />
      {shown === 'custom' && (
        <DayFields
          key={`${range.from} ${range.to}`}
          range={range}
          today={today}
          onChange={(own) => onChange({ ...own, ...others, ...sorted })}
        />
      )}
      {filters.includes('groupIds') && (
        <Narrow
          label={words.allGroups}
          chosen={search.groups}
          options={(choices?.groups ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={narrow('groups')}
        />
      )}
      {filters.includes('memberIds') && (
        <Narrow
          label={words.allMembers}
          chosen={search.members}
          options={(choices?.members ?? []).map(({ id, nickname }) => ({ value: id, label: nickname }))}
          onChange={narrow('members')}
        />
      )}
      {filters.includes('channelIds') && (
        <Narrow
          label={words.allChannels}
          chosen={search.channels}
          options={(choices?.channels ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={narrow('channels')}
        />
      )}
    </div>
  )
}

interface DayFieldsProps {
  range: DayRange
  today: string
  onChange: (range: DayRange) => void
}

/** Both ends of a range of one's own; asked for only when it is one. */
function DayFields({ range, today, onChange }: DayFieldsProps) {
  const words = useReportTexts()
  const [draft, setDraft] = useState(range)
  const length = (Date.parse(draft.to) - Date.parse(draft.from)) / 86_400_000 + 1
  const isWrong = !(length >= 1 && length <= 366)
  const change = (next: DayRange) => {
    setDraft(next)
    const count = (Date.parse(next.to) - Date.parse(next.from)) / 86_400_000 + 1
    if (count >= 1 && count <= 366) onChange(next)
  }
  const field = (name: 'from' | 'to') => (
    <input
      type="date"
      className="report-day"
      aria-label={words[name]}
      aria-invalid={isWrong}
      max={today}
      value={draft[name]}
      onChange={(event) => event.target.value !== '' && change({ ...draft, [name]: event.target.value })}
    />
  )
  return (
    <span className="report-days">
      {field('from')}
      <span aria-hidden="true">–</span>
      {field('to')}
      {isWrong && (
        <small role="alert" className="report-complaint">
          {words.wrongRange}
        </small>
      )}
    </span>
  )
}

interface NarrowProps {
  /** What it says while nothing is chosen: all. */
  label: string
  chosen: string | undefined
  options: { value: string; label: string }[]
  onChange: (ids: readonly string[]) => void
}

function Narrow({ label, chosen, options, onChange }: NarrowProps) {
  const ids = chosen?.split(',') ?? []
  return (
    <Select
      mode="multiple"
      size="small"
      className="report-narrow"
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      maxTagCount={1}
      maxTagTextLength={6}
      popupMatchSelectWidth={200}
      value={ids}
      // Whoever is gone since is still asked for by his id.
      options={[
        ...options,
        ...ids
          .filter((id) => !options.some(({ value }) => value === id))
          .map((id) => ({ value: id, label: id.slice(-6) })),
      ]}
      onChange={(next: string[]) => onChange(next)}
    />
  )
}
