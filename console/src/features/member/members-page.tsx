import type { MemberView } from '@keqiao/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useLanguageTag } from '../../i18n/format'
import { useTexts } from '../../i18n/language'
import { ExportMenu } from '../export/export-menu'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { MemberDrawer } from './member-drawer'
import { MemberPassword } from './member-password'
import { MemberTable } from './member-table'
import { ResetSecondStep } from './reset-second-step'
import { ShutOut } from './shut-out'
import { standings, type MemberColumn, type MembersSearch } from './members-search'
import { pageSize, shownMembers } from './shown-members'
import { useMembers } from './use-members'
import './members.css'

/** What is done with a member in a window of its own. */
interface Doing {
  readonly what: 'create' | 'edit' | 'password' | 'secondStep' | 'disable' | 'enable'
  readonly memberId: string | null
}

/** MGT-01, MGT-02: the merchant's staff. */
export function MembersPage() {
  const { members: texts } = useTexts()
  const language = useLanguageTag()
  const search = useSearch({ from: '/staff/manage/members' })
  const navigate = useNavigate()
  const { members, groups } = useMembers()
  const [doing, setDoing] = useState<Doing | null>(null)
  const show = (next: MembersSearch) => void navigate({ to: '/manage/members', search: next, replace: true })
  const change = (next: MembersSearch) => show({ ...search, page: 1, ...next })
  const sortBy = (sort: MemberColumn) => {
    const { desc, ...others } = search
    const again = (search.sort ?? 'account') === sort && !desc
    show({ ...others, page: 1, sort, ...(again && { desc: true }) })
  }
  const names = new Map((groups.data ?? []).map(({ id, name }) => [id, name]))
  const groupNames = ({ groupIds }: MemberView) => groupIds.flatMap((id) => names.get(id) ?? []).join('、')
  const shown = shownMembers(members.data ?? [], search, groupNames, language)
  const done = () => setDoing(null)
  const subject = members.data?.find(({ id }) => id === doing?.memberId) ?? null

  return (
    <>
      <PageHead title={texts.title} fact={members.data && texts.count(shown.count)}>
        <ExportMenu what="member" conditions={{}} />
        <Button type="primary" size="small" onClick={() => setDoing({ what: 'create', memberId: null })}>
          {texts.add}
        </Button>
      </PageHead>
      <div className="members-filters" role="search">
        <input
          type="search"
          className="members-search"
          aria-label={texts.search}
          placeholder={texts.search}
          value={search.q ?? ''}
          maxLength={120}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Segmented
          size="small"
          aria-label={texts.standing}
          value={search.standing ?? 'active'}
          options={standings.map((value) => ({ value, label: texts.standings[value] }))}
          onChange={(standing) => change({ standing })}
        />
      </div>
      <div className="members-list">
        {members.data ? (
          <MemberTable
            rows={shown.rows}
            search={search}
            groupNames={groupNames}
            onSort={sortBy}
            onDo={(what, { id }) => setDoing({ what, memberId: id })}
          />
        ) : members.isError ? (
          <PageFailed error={members.error} onRetry={() => void members.refetch()} />
        ) : (
          <PageLoading rows={8} />
        )}
        {members.data && shown.count === 0 && (
          <PageEmpty text={search.q ? texts.noneFound : texts.none}>
            {search.q && (
              <Button size="small" onClick={() => show({})}>
                {texts.clearSearch}
              </Button>
            )}
          </PageEmpty>
        )}
      </div>
      {shown.pageCount > 1 && (
        <nav className="members-pages" aria-label={texts.pages}>
          <span>{texts.range((shown.page - 1) * pageSize + 1, (shown.page - 1) * pageSize + shown.rows.length)}</span>
          <Button size="small" disabled={shown.page === 1} onClick={() => change({ page: shown.page - 1 })}>
            {texts.previousPage}
          </Button>
          <span>{`${shown.page} / ${shown.pageCount}`}</span>
          <Button
            size="small"
            disabled={shown.page === shown.pageCount}
            onClick={() => change({ page: shown.page + 1 })}
          >
            {texts.nextPage}
          </Button>
        </nav>
      )}
      <MemberDrawer
        open={doing?.what === 'create' || (doing?.what === 'edit' && subject !== null)}
        member={doing?.what === 'edit' ? subject : null}
        groups={groups.data ?? []}
        onDone={done}
      />
      <MemberPassword member={doing?.what === 'password' ? subject : null} onDone={done} />
      <ResetSecondStep member={doing?.what === 'secondStep' ? subject : null} onDone={done} />
      <ShutOut
        member={doing?.what === 'disable' || doing?.what === 'enable' ? subject : null}
        enable={doing?.what === 'enable'}
        onDone={done}
      />
    </>
  )
}
