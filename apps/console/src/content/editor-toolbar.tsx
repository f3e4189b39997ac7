'use client'

import { useRef, useState } from 'react'
import { Button, Input } from 'antd'
import { useEditorState, type Editor } from '@tiptap/react'
import type { PublicPictureFragment } from '@/graphql/graphql'
import { usePicture } from './use-picture'
import styles from './editor.module.css'

interface Tool {
  word: string
  isOn(editor: Editor): boolean
  run(editor: Editor): void
}

const tools: Tool[] = [
  { word: '标题', isOn: (editor) => editor.isActive('heading', { level: 2 }), run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run() },
  { word: '小标题', isOn: (editor) => editor.isActive('heading', { level: 3 }), run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run() },
  { word: '加粗', isOn: (editor) => editor.isActive('bold'), run: (editor) => editor.chain().focus().toggleBold().run() },
  { word: '斜体', isOn: (editor) => editor.isActive('italic'), run: (editor) => editor.chain().focus().toggleItalic().run() },
  { word: '项目列表', isOn: (editor) => editor.isActive('bulletList'), run: (editor) => editor.chain().focus().toggleBulletList().run() },
  { word: '编号列表', isOn: (editor) => editor.isActive('orderedList'), run: (editor) => editor.chain().focus().toggleOrderedList().run() },
  { word: '引用', isOn: (editor) => editor.isActive('blockquote'), run: (editor) => editor.chain().focus().toggleBlockquote().run() },
]

/** Every mark by a button that says its name and whether it is on; the usual keys (Ctrl+B, Ctrl+Z …) work in the text itself. */
export function EditorToolbar({ editor }: { editor: Editor }) {
  const [asked, ask] = useState<'link' | PublicPictureFragment | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const { send, share, problem } = usePicture()
  const on = useEditorState({ editor, selector: ({ editor: current }) => ({ marks: tools.map(({ isOn }) => isOn(current)), link: current.isActive('link'), undo: current.can().undo(), redo: current.can().redo() }) })
  async function take(files: FileList | null) {
    const picture = files?.[0] && (await send(files[0]))
    input.current!.value = ''
    if (picture) ask(picture)
  }
  return (
    <>
      <div className={styles.toolbar} role="toolbar" aria-label="文字样式">
        {tools.map(({ word, run }, place) => (
          <Button key={word} size="small" type={on.marks[place] ? 'primary' : 'text'} aria-pressed={on.marks[place]} onClick={() => run(editor)}>{word}</Button>
        ))}
        <Button size="small" type={on.link ? 'primary' : 'text'} aria-pressed={on.link} onClick={() => ask('link')}>链接</Button>
        <Button size="small" type="text" disabled={share !== null} onClick={() => input.current?.click()}>{share === null ? '图片' : `上传 ${Math.round(share * 100)}%`}</Button>
        <Button size="small" type="text" disabled={!on.undo} onClick={() => editor.chain().focus().undo().run()}>撤销</Button>
        <Button size="small" type="text" disabled={!on.redo} onClick={() => editor.chain().focus().redo().run()}>重做</Button>
        <input ref={input} type="file" accept="image/jpeg,image/png,image/webp" className={styles.file} tabIndex={-1} aria-label="插入图片" onChange={(event) => void take(event.target.files)} />
      </div>
      {problem && <p role="alert" className={styles.problem}>{problem}</p>}
      {asked === 'link' && <LinkRow editor={editor} onClose={() => ask(null)} />}
      {asked && asked !== 'link' && <PictureRow editor={editor} picture={asked} onClose={() => ask(null)} />}
    </>
  )
}

function LinkRow({ editor, onClose }: { editor: Editor; onClose(): void }) {
  const apply = (href: string) => {
    const chain = editor.chain().focus().extendMarkRange('link')
    if (href) chain.setLink({ href }).run()
    else chain.unsetLink().run()
    onClose()
  }
  return <AskedRow label="链接地址" hint="/booking 或 https://…；留空则取消链接" initial={String(editor.getAttributes('link').href ?? '')} word="应用链接" onDone={apply} onClose={onClose} />
}

function PictureRow({ editor, picture, onClose }: { editor: Editor; picture: PublicPictureFragment; onClose(): void }) {
  const insert = (alt: string) => {
    editor.chain().focus().setImage({ src: picture.url, alt }).run()
    onClose()
  }
  return <AskedRow label="图片说明" hint="读给看不到图片的人听，如：门诊一楼平面图" initial="" word="插入图片" onDone={insert} onClose={onClose} />
}

interface AskedRowProps {
  label: string
  hint: string
  initial: string
  word: string
  onDone(text: string): void
  onClose(): void
}

/** One line under the tools: Enter takes it, Esc gives it up. Not a form of its own, as it stands inside one. */
function AskedRow({ label, hint, initial, word, onDone, onClose }: AskedRowProps) {
  const [text, setText] = useState(initial)
  return (
    <div className={styles.asked}>
      <Input
        size="small"
        autoFocus
        aria-label={label}
        placeholder={hint}
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          if (event.key === 'Enter') onDone(text.trim())
          else onClose()
        }}
      />
      <Button size="small" onClick={onClose}>取消</Button>
      <Button size="small" type="primary" onClick={() => onDone(text.trim())}>{word}</Button>
    </div>
  )
}
