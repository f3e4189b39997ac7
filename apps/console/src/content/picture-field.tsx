'use client'

import { useRef } from 'react'
import { Button, Flex, Form } from 'antd'
import type { PublicPictureFragment } from '@/graphql/graphql'
import { usePicture } from './use-picture'
import styles from './content.module.css'

interface PictureFieldProps {
  name: string
  label: string
  hint: string
  required?: boolean
}

export function PictureField({ name, label, hint, required }: PictureFieldProps) {
  return (
    <Form.Item name={name} label={label} extra={hint} rules={required ? [{ required: true, message: `请上传${label}` }] : []}>
      <PictureInput label={label} />
    </Form.Item>
  )
}

interface PictureInputProps {
  id?: string
  label: string
  value?: PublicPictureFragment | null
  onChange?(picture: PublicPictureFragment | null): void
}

function PictureInput({ id, label, value, onChange }: PictureInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const { send, share, problem } = usePicture()
  async function take(files: FileList | null) {
    const picture = files?.[0] && (await send(files[0]))
    if (picture) onChange?.(picture)
    input.current!.value = ''
  }
  return (
    <div>
      {value && <img className={styles.picture} src={value.url} width={value.width} height={value.height} alt={`已选的${label}`} />}
      <Flex gap={8} align="center">
        <Button onClick={() => input.current?.click()} disabled={share !== null}>
          {share !== null ? `正在上传 ${Math.round(share * 100)}%` : value ? '更换图片' : '上传图片'}
        </Button>
        {value && <Button onClick={() => onChange?.(null)}>移除图片</Button>}
      </Flex>
      <input ref={input} id={id} type="file" accept="image/jpeg,image/png,image/webp" className={styles.file} tabIndex={-1} aria-label={label} onChange={(event) => void take(event.target.files)} />
      {problem && <p role="alert" className={styles.problem}>{problem}</p>}
    </div>
  )
}
