import type { Output } from '@keqiao/client'
import { Button } from 'antd'
import { useState } from 'react'
import { useTexts } from '../../i18n/language'
import { useChannels } from '../channel/use-channels'
import { PageEmpty, PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { useMembers } from '../member/use-members'
import { ChannelGroups } from './channel-groups'
import { GroupMembers } from './group-members'
import { GroupName } from './group-name'
import { RemoveGroup } from './remove-group'
import './groups.css'
import '../member/members.css'

/** Lines move by themselves; the list follows at this pace, in milliseconds. */
const followMs = 10_000

type Group = Output<'group.list'>['groups'][number]

/** What is done with a group in a window of its own; null for the group: a new one. */
interface Doing {
  readonly what: 'name' | 'members' | 'remove'
  readonly group: Group | null
}

/** 分组 (RTE-11): who serves which line, and which line a channel leads to. */
export function GroupsPage() {
  const { rules } = useTexts()
  const { groups: words } = rules
  const asked = useAsked('group.list', {})
  const lines = useAsked('desk.colleagues', {}, followMs)
  const { channels } = useChannels()
  const { members } = useMembers()
  const [doing, setDoing] = useState<Doing | null>(null)
  const groups = asked.data?.groups
  const active = (members.data ?? []).filter(({ disabled }) => !disabled)
  const servedBy = (id: string) => active.filter(({ groupIds }) => groupIds.some((one) => one === id))
  const done = () => setDoing(null)

  return (
    <>
      <PageHead title={words.title} fact={groups && words.count(groups.length)}>
        <Button type="primary" size="small" onClick={() => setDoing({ what: 'name', group: null })}>
          {words.add}
        </Button>
      </PageHead>
      <div className="page-scroll">
        {groups ? (
          <table className="page-table groups-table">
            <thead>
              <tr>
                <th scope="col">{words.columns.name}</th>
                <th scope="col">{words.columns.members}</th>
                <th scope="col" data-column="waiting">
                  {words.columns.waiting}
                </th>
                <th scope="col">{words.columns.channels}</th>
                <th scope="col">{words.columns.actions}</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => {
                const names = servedBy(group.id)
                  .map(({ nickname }) => nickname)
                  .join('、')
                const line = lines.data?.groups.find(({ id }) => id === group.id)
                const ways = (channels.data ?? []).filter(({ groupId }) => groupId === group.id)
                return (
                  <tr key={group.id}>
                    <th scope="row">{group.name}</th>
                    <td>
                      <span className="ellipsis groups-members" title={names}>
                        {members.data ? names || words.noMembers : '…'}
                      </span>
                      {line && <small>{words.online(line.onlineCount)}</small>}
                    </td>
                    <td data-column="waiting">{line ? words.waiting(line.waitingCount) : '…'}</td>
                    <td>{ways.map(({ name }) => name).join('、')}</td>
                    <td>
                      <span className="groups-does">
                        <Does
                          what={words.members}
                          name={group.name}
                          onDo={() => setDoing({ what: 'members', group })}
                        />
                        <Does what={words.rename} name={group.name} onDo={() => setDoing({ what: 'name', group })} />
                        <Does what={words.remove} name={group.name} onDo={() => setDoing({ what: 'remove', group })} />
                      </span>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        ) : asked.isError ? (
          <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <PageLoading rows={4} />
        )}
        {groups?.length === 0 && <PageEmpty text={words.empty} />}
        {groups && channels.data && <ChannelGroups channels={channels.data} groups={groups} />}
      </div>
      <GroupName open={doing?.what === 'name'} group={doing?.group ?? null} onDone={done} />
      <GroupMembers group={doing?.what === 'members' ? doing.group : null} members={active} onDone={done} />
      <RemoveGroup group={doing?.what === 'remove' ? doing.group : null} onDone={done} />
    </>
  )
}

function Does({ what, name, onDo }: { what: string; name: string; onDo: () => void }) {
  const { groups: words } = useTexts().rules
  return (
    <button type="button" className="plain-button" aria-label={words.doTo(what, name)} onClick={onDo}>
      {what}
    </button>
  )
}
