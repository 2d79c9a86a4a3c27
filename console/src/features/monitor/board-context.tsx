import { openBoard, type Board, type BoardState } from '@keqiao/client'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { useDesk } from '../desk/desk-context'
import { useStoreByFrame } from '../desk/use-store'

const BoardContext = createContext<{ readonly state: BoardState; readonly reload: () => void } | null>(null)

/** Watches the board for as long as the area is open, whichever of its pages. */
export function BoardProvider({ children }: { children: ReactNode }) {
  const { client } = useDesk()
  const [board, setBoard] = useState<Board | null>(null)
  useEffect(() => {
    const opened = openBoard(client)
    setBoard(opened)
    return () => opened.release()
  }, [client])
  return board && <Watching board={board}>{children}</Watching>
}

function Watching({ board, children }: { board: Board; children: ReactNode }) {
  const state = useStoreByFrame(board)
  return <BoardContext value={{ state, reload: board.reload }}>{children}</BoardContext>
}

/** The board as it is now. Only below a BoardProvider. */
export function useBoard() {
  const value = useContext(BoardContext)
  if (!value) throw new Error('useBoard outside of a BoardProvider')
  return value
}
