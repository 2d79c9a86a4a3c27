import type { BodyView } from '@keqiao/contract'
import { create } from 'zustand'

export type ImageBody = Extract<BodyView, { kind: 'image' }>

/** The image that is looked at; null: none. By its file: places in the log are told apart by conversation only. */
export const useImageViewer = create<{ image: ImageBody | null }>(() => ({ image: null }))

export const viewImage = (image: ImageBody | null) => useImageViewer.setState({ image })
