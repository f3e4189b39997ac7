'use client'

import { useRef, useState } from 'react'
import { useRouter } from 'next/navigation'
import { AutoComplete, type GetRef } from 'antd'
import { formatSex } from '@hospital/web/format'
import { SearchIcon } from '@hospital/web/parts/icons'
import { StatusTag } from '@hospital/web/parts/tag'
import { consultationWords, ticketWords } from '@hospital/web/status-words'
import { useDesk } from '@/desk/desk-provider'
import { isSearch, useShortcut } from './use-shortcut'
import styles from './frame.module.css'

const mostShown = 12

/** Finds a patient in today's queues and consultations, by name or by the number of the ticket. */
export function PatientSearch() {
  const router = useRouter()
  const field = useRef<GetRef<typeof AutoComplete>>(null)
  const [typed, setTyped] = useState('')
  const found = useFound(typed.trim())
  useShortcut(isSearch, () => field.current?.focus())
  const go = (href: string) => {
    setTyped('')
    field.current?.blur()
    router.push(href)
  }
  return (
    <AutoComplete
      ref={field}
      className={styles.search}
      value={typed}
      options={found}
      onChange={setTyped}
      onSelect={go}
      defaultActiveFirstOption
      notFoundContent={typed.trim() ? '今天的列表里没有这位患者' : null}
      aria-label="搜索今天的患者"
      placeholder="搜索今天的患者"
      prefix={<SearchIcon size={16} />}
      suffixIcon={<kbd>Ctrl K</kbd>}
    />
  )
}

function useFound(typed: string) {
  const { queues, open, ended } = useDesk()
  if (!typed) return []
  const tickets = queues.flatMap((queue) => queue.tickets).filter(({ patient, number }) => patient.name.includes(typed) || number.toLowerCase().includes(typed.toLowerCase()))
  const consultations = [...open, ...ended].filter(({ patient }) => patient.name.includes(typed))
  return [
    ...tickets.map(({ id, number, status, patient }) => ({ value: `/?ticket=${id}`, label: <Found patient={patient} where={`候诊 ${number}`} tag={<StatusTag status={status} words={ticketWords} />} /> })),
    ...consultations.map(({ id, status, patient }) => ({ value: `/consultations/${id}`, label: <Found patient={patient} where="咨询" tag={<StatusTag status={status} words={consultationWords} />} /> })),
  ].slice(0, mostShown)
}

function Found({ patient: { name, sex, age }, where, tag }: { patient: { name: string; sex: Parameters<typeof formatSex>[0]; age: number }; where: string; tag: React.ReactNode }) {
  return (
    <span className={styles.found}>
      <b>{name}</b>
      <small>
        {formatSex(sex)} {age} {where}
      </small>
      {tag}
    </span>
  )
}
