import { create } from 'zustand'

interface DownloadCentre {
  readonly open: boolean
  /** Something of ours waits or runs: it is looked at often. */
  readonly busy: boolean
  /** It was opened once: it stays, to tell of what gets ready. */
  readonly used: boolean
}

/** Whether 下载中心 is open, from wherever. */
export const useDownloadCentre = create<DownloadCentre>(() => ({ open: false, busy: false, used: false }))

export const openDownloads = () => useDownloadCentre.setState({ open: true, used: true })
export const closeDownloads = () => useDownloadCentre.setState({ open: false })
/** Something was begun. */
export const exportBegun = () => useDownloadCentre.setState({ busy: true, used: true })
export const exportsSettled = () => useDownloadCentre.setState({ busy: false })
