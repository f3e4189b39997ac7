'use client'

import { useState } from 'react'
import { Segmented } from 'antd'
import Image from '@tiptap/extension-image'
import { EditorContent, useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { EditorToolbar } from './editor-toolbar'
import { RichText } from './rich-text'
import styles from './editor.module.css'

/** What the server keeps of a text, so that nothing which is seen here is lost there. */
const extensions = [
  StarterKit.configure({ heading: { levels: [2, 3] }, code: false, codeBlock: false, link: { openOnClick: false, autolink: false, protocols: ['https'], HTMLAttributes: { target: null, rel: null } } }),
  Image.configure({ allowBase64: false }),
]

interface RichTextEditorProps {
  id?: string
  label: string
  value?: string
  onChange?(html: string): void
}

/** A text with headings, lists, quotes, links and pictures, and how it looks on the phone. The server cleans it again, whatever comes from here. */
export function RichTextEditor({ id, label, value, onChange }: RichTextEditorProps) {
  const [view, setView] = useState<'write' | 'preview'>('write')
  const editor = useEditor({
    extensions,
    content: value ?? '',
    immediatelyRender: false,
    editorProps: { attributes: { ...(id && { id }), role: 'textbox', 'aria-multiline': 'true', 'aria-label': label } },
    onUpdate: ({ editor: changed }) => onChange?.(changed.getHTML()),
  })
  return (
    <div className={styles.editor}>
      <Segmented<'write' | 'preview'> value={view} onChange={setView} options={[{ value: 'write', label: '编辑' }, { value: 'preview', label: '手机预览' }]} />
      {view === 'preview' ? (
        <RichText html={editor?.getHTML() ?? ''} />
      ) : (
        <div className={styles.frame}>
          {editor && <EditorToolbar editor={editor} />}
          <EditorContent editor={editor} className={styles.content} />
        </div>
      )}
    </div>
  )
}
