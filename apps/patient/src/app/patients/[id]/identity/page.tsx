import Link from 'next/link'
import { notFound } from 'next/navigation'
import { formatDay, hospitalDay } from '@hospital/web/format'
import { GraphProvider } from '@hospital/web/parts/graph-provider'
import { Tag } from '@hospital/web/parts/tag'
import { localPath } from '@hospital/web/session/local-path'
import { NavBar } from '@/frame/nav-bar'
import { mustRead } from '@/graph'
import { ConsentFormDocument, PersonIdentityDocument, type PersonIdentityQuery } from '@/graphql/graphql'
import { house } from '@/house/house'
import { StartCheck } from '@/identity/start-check'
import styles from '@/identity/identity.module.css'

export const metadata = { title: '人脸实名' }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<{ next?: string }>
}

export default async function IdentityPage({ params, searchParams }: Props) {
  const [{ id }, { next }, { institutionId }] = await Promise.all([params, searchParams, house()])
  const [{ patient }, { text }] = await Promise.all([mustRead(PersonIdentityDocument, { id }), mustRead(ConsentFormDocument, { key: 'identity.consent', institutionId })])
  if (!patient || !text) notFound()
  const { openIdentityCheck: open } = patient
  return (
    <>
      <NavBar title="人脸实名" back="/patients" />
      <main className="page">
        <Standing patient={patient} />
        {open && (
          <section className="ih-card">
            <h2>上次核验还没有结果</h2>
            <p>如果已完成刷脸，请查询结果；没有完成可以重新开始。</p>
            <Link className={`ih-button ${styles.way}`} data-kind="brand" href={`/identity/return?check=${open.id}${next ? `&next=${encodeURIComponent(localPath(next))}` : ''}`} prefetch={false}>查询核验结果</Link>
          </section>
        )}
        <section className="ih-card">
          <h2>怎样核验</h2>
          <ol className={styles.steps}>
            <li>由{whoOf(patient)}操作，正对镜头，保持光线充足。</li>
            <li>面部会与公安机关留存的证件照片比对，约需 1 分钟。</li>
            <li>医院只保存核验结果，不保存面部影像，不产生费用。</li>
          </ol>
        </section>
        <GraphProvider>
          <StartCheck patientId={id} form={text} institutionId={institutionId} again={patient.identityProof !== null} {...(next && { next: localPath(next) })} />
        </GraphProvider>
      </main>
    </>
  )
}

type Person = NonNullable<PersonIdentityQuery['patient']>

const whoOf = ({ isMinor, guardianName, name }: Person) => (isMinor ? `监护人${guardianName ?? ''}本人` : `${name}本人`)

function Standing({ patient: { name, maskedIdCard, isMinor, guardianName, identityProof } }: { patient: Person }) {
  return (
    <section className={`ih-card ${styles.standing}`} aria-label="实名状态">
      <h2>{name} {identityProof ? <Tag tone="success">已实名</Tag> : <Tag tone="warn">未实名</Tag>}</h2>
      <p>身份证 {maskedIdCard}</p>
      {isMinor && <p>未成年人由监护人 {guardianName} 核验</p>}
      {identityProof && <p>{formatDay(hospitalDay(identityProof.provenAt))}{identityProof.subject === 'GUARDIAN' ? '由监护人' : ''}核验通过，有效至 {hospitalDay(identityProof.expiresAt)}。</p>}
    </section>
  )
}
