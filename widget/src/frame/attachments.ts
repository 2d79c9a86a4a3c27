/** Fetched when the visitor chooses the first file. */
export { createUploads } from './uploads'
export { UploadingFile } from './uploading-file'
