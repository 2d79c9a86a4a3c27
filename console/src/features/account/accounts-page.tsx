import type { OperationName } from '@keqiao/client'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/language'
import { PageFailed, PageHead, PageLoading } from '../manage/page-states'
import { useAsked } from '../manage/use-asked'
import { useDesk } from '../desk/desk-context'
import { ProvisioningTokens } from './provisioning-tokens'
import { SecurityForm } from './security-form'
import { SingleSignOnForm } from './single-sign-on-form'
import './accounts.css'

/** 登录与账号同步: accounts from the merchant's back office, and sign-in by its provider (ACC-02). */
export function AccountsPage() {
  const { accounts: words } = useTexts()
  const provider = useAsked('singleSignOn.get', {})
  const { me } = useDesk()
  const mayDecide = me.permissions.includes('settings:manage')
  const security = useAsked('settings.getSecurity', {}, undefined, mayDecide)
  const provisioning = useAsked('provisioning.get', {})
  return (
    <>
      <PageHead title={words.title} />
      <div className="page-scroll">
        {mayDecide && (
          <Part asked={security}>
            {security.data && <SecurityForm stored={security.data} onReload={() => void security.refetch()} />}
          </Part>
        )}
        <Part asked={provider}>
          {provider.data && <SingleSignOnForm stored={provider.data} onReload={() => void provider.refetch()} />}
        </Part>
        <Part asked={provisioning}>{provisioning.data && <ProvisioningTokens stored={provisioning.data} />}</Part>
      </div>
    </>
  )
}

function Part({ asked, children }: { asked: ReturnType<typeof useAsked<OperationName>>; children: ReactNode }) {
  if (asked.data) return children
  if (asked.isError) return <PageFailed error={asked.error} onRetry={() => void asked.refetch()} />
  return <PageLoading rows={4} />
}
