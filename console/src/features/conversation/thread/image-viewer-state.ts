import { create } from 'zustand'

/** Seq of the message whose image is looked at; null: none. */
export const useImageViewer = create<{ seq: number | null }>(() => ({ seq: null }))

export const viewImage = (seq: number) => useImageViewer.setState({ seq })
