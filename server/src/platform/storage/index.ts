export { openLocalStorage } from './local-storage'
export {
  isStorageKey,
  StagedTooLarge,
  storageKey,
  StorageFull,
  type ByteRange,
  type Staged,
  type Storage,
  type StorageKey,
} from './storage'
