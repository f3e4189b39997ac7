'use client'

import { CloseIcon, UploadIcon } from '@hospital/web/parts/icons'
import type { QualificationDocumentKind } from '@/graphql/graphql'
import styles from '@/own/own.module.css'
import type { DocumentInHand } from './use-documents'
import { documentKinds, documentWords } from './words'

const types = 'image/jpeg,image/png,image/webp,application/pdf'

interface DocumentFieldsProps {
  documents: readonly DocumentInHand[]
  required: readonly QualificationDocumentKind[]
  onAdd(kind: QualificationDocumentKind, files: File[]): void
  onRetry(key: string): void
  onRemove(key: string): void
}

/** A line for each kind of certificate, with what was chosen for it. */
export function DocumentFields({ documents, required, onAdd, onRetry, onRemove }: DocumentFieldsProps) {
  return (
    <ul className={styles.documents} aria-label="资质证件">
      {documentKinds.map((kind) => (
        <li key={kind}>
          <span>{documentWords[kind]}{required.includes(kind) && '（必传）'}</span>
          <ul className={styles.files} aria-label={documentWords[kind]}>
            {documents.filter((document) => document.kind === kind).map((document) => (
              <Chosen key={document.key} document={document} onRetry={() => onRetry(document.key)} onRemove={() => onRemove(document.key)} />
            ))}
          </ul>
          <label className={styles.choose}>
            <UploadIcon size={16} />
            上传{documentWords[kind]}
            <input type="file" multiple accept={types} onChange={({ target }) => { onAdd(kind, [...(target.files ?? [])]); target.value = '' }} />
          </label>
        </li>
      ))}
    </ul>
  )
}

function Chosen({ document: { name, url, receipt, share, problem }, onRetry, onRemove }: { document: DocumentInHand; onRetry(): void; onRemove(): void }) {
  return (
    <li>
      <a href={url} target="_blank" rel="noreferrer">{name}</a>
      {!receipt && !problem && <span role="status">{Math.floor(share * 100)}%</span>}
      {problem && <span className={styles.wrong} role="alert">{problem}</span>}
      {problem && <button type="button" aria-label={`重新上传${name}`} onClick={onRetry}><UploadIcon size={16} /></button>}
      <button type="button" aria-label={`移除${name}`} onClick={onRemove}><CloseIcon size={16} /></button>
    </li>
  )
}
