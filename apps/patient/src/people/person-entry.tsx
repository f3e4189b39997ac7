'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useMutation } from 'urql'
import { formatSex, hospitalDay, initialOf } from '@hospital/web/format'
import { ChevronRightIcon, QrCodeIcon } from '@hospital/web/parts/icons'
import { Dot, Tag } from '@hospital/web/parts/tag'
import { problemOf, type Problem } from '@hospital/web/problem'
import { ask, toast } from '@/feedback'
import { RemovePatientDocument, SetDefaultPatientDocument, type PersonFragment } from '@/graphql/graphql'
import { useRelationshipWords } from './relationships'
import styles from './people.module.css'

/** One person with what can be done: pages begin with the default one. */
export function PersonEntry({ person }: { person: PersonFragment }) {
  const router = useRouter()
  const { id, name, isDefault } = person
  const [problem, setProblem] = useState<Problem>()
  const [refreshing, startRefresh] = useTransition()
  const [{ fetching: removing }, remove] = useMutation(RemovePatientDocument)
  const [{ fetching: choosing }, choose] = useMutation(SetDefaultPatientDocument)
  const busy = removing || choosing || refreshing

  function settle(refused: Problem | null, word: string) {
    setProblem(refused ?? undefined)
    if (refused) return
    void toast(word)
    startRefresh(() => router.refresh())
  }
  async function removeIt() {
    const sure = await ask({ title: `删除就诊人${name}？`, content: '删除后不再显示此人的挂号与咨询；医院里的病历档案不受影响，重新添加后可再次查看。', confirmText: '删除就诊人' })
    if (sure) settle(problemOf((await remove({ id })).error), '已删除就诊人')
  }

  return (
    <li className="ih-card" aria-label={name} aria-busy={busy}>
      <div className={styles.head}>
        <span className="ih-avatar" data-tone="neutral" aria-hidden="true">{initialOf(name)}</span>
        <PersonFacts person={person} />
        <Link href={`/patients/${id}/code`} className={styles.code} prefetch={false} aria-label={`${name}的就诊码`}>
          <QrCodeIcon size={24} />
          就诊码
        </Link>
      </div>
      <PersonWays person={person} />
      {problem && <p className="ih-note" data-tone="danger" role="alert">{problem.message}</p>}
      <div className={styles.acts}>
        {isDefault ? <span className={styles.default}>默认就诊人</span> : <button type="button" disabled={busy} onClick={async () => settle(problemOf((await choose({ id })).error), '已设为默认就诊人')}>设为默认</button>}
        <Link href={`/patients/${id}/edit`} prefetch={false}>修改</Link>
        <button type="button" disabled={busy} onClick={removeIt} data-quiet>{removing ? '正在删除…' : '删除'}</button>
      </div>
    </li>
  )
}

/** What else belongs to a person, each with where it stands. */
function PersonWays({ person: { id, identityProof, openIdentityCheck, healthCards } }: { person: PersonFragment }) {
  return (
    <nav className={styles.ways} aria-label="实名与健康卡">
      <Link href={`/patients/${id}/identity`} prefetch={false}>
        <span>人脸实名</span>
        <small>{identityProof ? `有效至 ${hospitalDay(identityProof.expiresAt)}` : openIdentityCheck ? '核验中，查看结果' : '去核验'}<ChevronRightIcon size={16} /></small>
      </Link>
      <Link href={`/patients/${id}/health-card`} prefetch={false}>
        <span>电子健康卡</span>
        <small>{healthCards.length > 0 ? '出示健康码' : '去领取'}<ChevronRightIcon size={16} /></small>
      </Link>
    </nav>
  )
}

function PersonFacts({ person: { name, relationship, sex, age, maskedIdCard, maskedPhone, guardianName, recordNumber, identityProof } }: { person: PersonFragment }) {
  const relationshipWords = useRelationshipWords()
  return (
    <div className={styles.facts}>
      <p className={styles.name}>
        <b className="ih-ellipsis" title={name}>{name}</b>
        <Tag>{relationshipWords[relationship]}</Tag>
        {identityProof ? <Tag tone="success">已实名</Tag> : <Tag tone="warn">未实名</Tag>}
      </p>
      <p>
        {formatSex(sex)} {age} 岁
        {maskedPhone && <><Dot />{maskedPhone}</>}
      </p>
      <p>身份证 {maskedIdCard}</p>
      {recordNumber && <p>病历号 {recordNumber}</p>}
      {guardianName && <p>监护人 {guardianName}</p>}
    </div>
  )
}
