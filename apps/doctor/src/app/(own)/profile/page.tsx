import type { Metadata } from 'next'
import Link from 'next/link'
import { hospitalNow } from '@hospital/web/environment'
import { hospitalDay } from '@hospital/web/format'
import { StatusTag, Tag } from '@hospital/web/parts/tag'
import { mustRead } from '@/graph'
import { ProfileDocument } from '@/graphql/graphql'
import { Facts } from '@/own/facts'
import { licenceEnded, roleWords, standingWords } from '@/own/standing'
import styles from '@/own/own.module.css'

export const metadata: Metadata = { title: '我的资料' }

export default async function ProfilePage() {
  const { staffMe } = await mustRead(ProfileDocument, {})
  const person = staffMe.practitioner!
  return (
    <>
      <h1>我的资料</h1>
      <section className={styles.card} aria-label="基本信息">
        <div className={styles.head}>
          <h2>{person.name}</h2>
          <StatusTag status={person.standing} words={standingWords} />
          {licenceEnded(person, hospitalDay(hospitalNow())) && <Tag tone="danger">执业证已过期</Tag>}
        </div>
        <Facts
          items={[
            ['类别', roleWords[person.role]],
            ['职称', person.title],
            ['机构', person.institution.name],
            ['科室', person.departments.map(({ name }) => name).join('、')],
            ['工号', person.staffNumber],
          ]}
        />
      </section>
      <section className={styles.card} aria-label="执业信息">
        <div className={styles.head}>
          <h2>执业信息</h2>
        </div>
        <Facts
          items={[
            ['执业证号', person.licenceNumber],
            ['执业证有效期至', person.licenceExpiresOn],
            ['独立临床工作起', person.independentSince],
            ['擅长', person.specialties, 'wide'],
            ['简介', person.intro, 'wide'],
          ]}
        />
        <div className={styles.foot}>
          <p>资料变更须重新提交资质申请，审核通过后生效；审核期间不影响接诊。</p>
          <Link className="ih-button" href="/application" prefetch={false}>申请变更</Link>
        </div>
      </section>
    </>
  )
}
