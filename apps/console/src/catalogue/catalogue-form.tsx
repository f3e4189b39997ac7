'use client'

import type { ReactNode } from 'react'
import type { TypedDocumentNode } from 'urql'
import { FormDrawer } from '@/form/form-drawer'
import { orNull } from '@/form/values'

interface CatalogueFormProps<Fields extends object> {
  noun: string
  /** What is changed; without it one is added. */
  row?: { id: string; version: number; name: string }
  initial: Partial<Fields>
  documents: { create: TypedDocumentNode<any, any>; update: TypedDocumentNode<any, any> }
  /** From what was typed to what the graph takes. */
  input?(fields: Fields): object
  children: ReactNode
  onDone(): void
  onClose(): void
}

/** The form of an entry of a catalogue: adds one, or changes the version that was read. */
export function CatalogueForm<Fields extends object>({ noun, row, initial, documents, input = orNull, children, onDone, onClose }: CatalogueFormProps<Fields>) {
  return (
    <FormDrawer<Fields, unknown, never>
      title={row ? `编辑${row.name}` : `新增${noun}`}
      submitText={row ? `保存${noun}` : `新增${noun}`}
      doneText={row ? `${noun}已保存` : `${noun}已新增`}
      document={(row ? documents.update : documents.create) as never}
      variables={(fields) => ({ input: { ...(row && { id: row.id, version: row.version }), ...input(fields) } }) as never}
      initial={initial}
      onDone={onDone}
      onClose={onClose}
    >
      {children}
    </FormDrawer>
  )
}
