export type ImportFailureCode = 'FILE_KIND' | 'FILE_EMPTY' | 'FILE_TOO_LARGE' | 'ENCODING' | 'HEADER_MISSING' | 'SHEET_BROKEN'

/** The whole file is refused; nothing of it was taken. */
export class ImportFailure extends Error {
  constructor(readonly code: ImportFailureCode, message: string) {
    super(message)
    this.name = 'ImportFailure'
  }
}
