import { App, ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { antdThemeOf } from './antd-theme'
import { useAppearance } from './appearance'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** Ant Design in our clothes, for whatever is below; its messages too. */
export function AntdProvider({ children }: { children: ReactNode }) {
  const theme = useAppearance((state) => state.theme)
  return (
    <ConfigProvider
      theme={antdThemeOf(theme)}
      csp={{ nonce }}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App component={false} message={{ top: 56, maxCount: 2 }}>
        {children}
      </App>
    </ConfigProvider>
  )
}
