'use client'

import Link from 'next/link'
import { useQuery } from 'urql'
import { formatDay, formatSex, hospitalDay, initialOf } from '@hospital/web/format'
import { UserIcon } from '@hospital/web/parts/icons'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { useMay } from '@hospital/web/parts/staff'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { Dot, StatusTag, Tag } from '@hospital/web/parts/tag'
import { problemOf } from '@hospital/web/problem'
import { appointmentWords, consultationWords } from '@hospital/web/status-words'
import { Scroll } from '@/frame/workstation'
import { PatientReports } from '@/report/patient-reports'
import { PatientPanelDocument, type PatientPanelQuery } from '@/graphql/graphql'
import styles from './patient.module.css'

type Patient = NonNullable<PatientPanelQuery['patient']>

const cardKinds = { HOSPITAL: '就诊卡', INSURANCE: '医保卡', RECORD: '病历号' } as const

/** Who is being cared for: the right column, for queue and conversation alike. */
export function PatientPanel({ patientId }: { patientId?: string }) {
  const [{ data, error, fetching }] = useQuery({ query: PatientPanelDocument, variables: { id: patientId ?? '' }, pause: !patientId })
  const mayReadReports = useMay('report:read')
  const problem = problemOf(error)
  if (!patientId) return <Empty title="患者信息" mark={<UserIcon size={28} />}>选择患者后，这里显示身份、证卡与就诊经过。</Empty>
  if (problem && !data) return <ErrorState problem={problem} title="患者信息没有加载出来" />
  if (!data || (fetching && data.patient?.id !== patientId)) return <RowSkeletons count={6} />
  if (!data.patient) return <Empty title="暂时看不到该患者" mark={<UserIcon size={28} />}>接诊关系建立后可查看，或该患者已不在您的诊疗范围内。</Empty>
  return (
    <Scroll label="患者信息">
      <Identity patient={data.patient} />
      {mayReadReports && <PatientReports key={data.patient.id} patientId={data.patient.id} />}
      <Consultations nodes={data.consultations.nodes} />
      <Visits patient={data.patient} />
    </Scroll>
  )
}

function Identity({ patient }: { patient: Patient }) {
  return (
    <section className={styles.part}>
      <div className={styles.head}>
        <span className="ih-avatar" aria-hidden="true">{initialOf(patient.name)}</span>
        <div>
          <h2>
            {patient.name}
            <small>
              {formatSex(patient.sex)} {patient.age} 岁
            </small>
            {patient.isMinor && <Tag tone="warn">未成年</Tag>}
          </h2>
          <p>
            {patient.recordNumber ? `病历号 ${patient.recordNumber}` : '尚未建档'}
            {patient.maskedPhone && (
              <>
                <Dot />
                {patient.maskedPhone}
              </>
            )}
          </p>
        </div>
      </div>
      <dl className={styles.facts}>
        {patient.guardianName && (
          <div>
            <dt>监护人</dt>
            <dd>{patient.guardianName}</dd>
          </div>
        )}
        {patient.cards.filter(({ kind }) => kind !== 'RECORD' || !patient.recordNumber).map(({ id, kind, number }) => (
          <div key={id}>
            <dt>{cardKinds[kind]}</dt>
            <dd>尾号 {number.slice(-4)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Consultations({ nodes }: PatientPanelQuery['consultations']) {
  return (
    <section className={styles.part}>
      <h3>在线咨询</h3>
      {nodes.length === 0 && <p className={styles.quiet}>没有向您发起过咨询。</p>}
      <ol className={styles.visits}>
        {nodes.map(({ id, status, createdAt, description }) => (
          <li key={id}>
            <Link className="ih-ellipsis" href={`/consultations/${id}`} prefetch={false} title={description}>
              {formatDay(hospitalDay(createdAt))} {description}
            </Link>
            <StatusTag status={status} words={consultationWords} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Visits({ patient }: { patient: Patient }) {
  const { nodes } = patient.appointments
  return (
    <section className={styles.part}>
      <h3>就诊经过</h3>
      {nodes.length === 0 && <p className={styles.quiet}>没有可查看的就诊记录。</p>}
      <ol className={styles.visits}>
        {nodes.map((visit) => (
          <li key={visit.id}>
            <span>
              {formatDay(visit.day)} 门诊 {visit.department.name} {visit.practitioner?.name}
            </span>
            <StatusTag status={visit.status} words={appointmentWords} />
          </li>
        ))}
      </ol>
    </section>
  )
}
