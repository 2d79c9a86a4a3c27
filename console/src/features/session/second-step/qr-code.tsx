import { QRCode } from 'antd'
import { AntdProvider } from '../../../theme/antd-provider'

/** Dark on light in both themes: cameras want it so. */
export function QrCode({ uri }: { uri: string }) {
  return (
    <AntdProvider>
      <QRCode type="svg" value={uri} size={168} color="#000000" bgColor="#ffffff" bordered={false} />
    </AntdProvider>
  )
}
