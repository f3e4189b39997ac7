'use client'

import Link from 'next/link'
import { useState } from 'react'
import { ChevronRightIcon, SearchIcon } from '@hospital/web/parts/icons'
import { Empty } from '@hospital/web/parts/states'
import type { BookingDepartmentsQuery } from '@/graphql/graphql'
import styles from './department-picker.module.css'

type Institution = BookingDepartmentsQuery['institutions'][number]
type Department = Institution['departments'][number]

interface DepartmentPickerProps {
  institutions: Institution[]
  /** The house that was chosen on home. */
  begin?: string
}

/** Left, the hospital's houses; right, their departments under the larger ones they belong to. */
export function DepartmentPicker({ institutions, begin }: DepartmentPickerProps) {
  const [institutionId, setInstitutionId] = useState((institutions.find(({ id }) => id === begin) ?? institutions[0])?.id)
  const [typed, setTyped] = useState('')
  const search = typed.trim()
  const institution = institutions.find(({ id }) => id === institutionId)
  const shown = search ? institutions : institutions.filter(({ id }) => id === institutionId)
  const groups = shown.flatMap((one) => groupsOf(one.departments.filter(({ name }) => name.includes(search)), one.departments).map((group) => ({ ...group, house: one.name })))
  return (
    <>
      <label className={styles.search}>
        <SearchIcon size={20} />
        <span className="ih-hidden">搜索科室</span>
        <input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} placeholder="搜索科室" maxLength={20} />
      </label>
      <div className={styles.panes} data-searching={search ? true : undefined}>
        {!search && (
          <nav aria-label="院区" className={styles.houses}>
            {institutions.map(({ id, name }) => (
              <button key={id} type="button" aria-current={id === institution?.id} onClick={() => setInstitutionId(id)}>
                {name}
              </button>
            ))}
          </nav>
        )}
        <div className={styles.departments}>
          {groups.length === 0 && <Empty title={search ? `没有找到“${search}”` : '还没有可预约的科室'}>{search ? '换个说法试试，或在左侧按院区查看。' : '请稍后再来，或致电医院咨询。'}</Empty>}
          {groups.map(({ title, house, departments }) => (
            <section key={`${house}${title}`}>
              <h2>{search ? `${house}  ${title}` : title}</h2>
              <ul>
                {departments.map((department) => (
                  <li key={department.id}>
                    <Link href={`/booking/${department.id}`} prefetch={false}>
                      <span className="ih-ellipsis">{department.name}</span>
                      <ChevronRightIcon size={18} />
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>
  )
}

/** Departments under their parents; those that only hold others are headings, not places to go. */
function groupsOf(departments: Department[], all: Department[]): { title: string; departments: Department[] }[] {
  const holders = new Set(all.flatMap(({ parent }) => (parent ? [parent.id] : [])))
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const groups = new Map<string, Department[]>()
  for (const department of departments) {
    if (holders.has(department.id)) continue
    const title = (department.parent && names.get(department.parent.id)) ?? '科室'
    groups.set(title, [...(groups.get(title) ?? []), department])
  }
  return [...groups].map(([title, members]) => ({ title, departments: members }))
}
