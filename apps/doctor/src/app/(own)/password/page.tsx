import type { Metadata } from 'next'
import { ChangeStaffPasswordDocument } from '@/graphql/graphql'
import { PasswordForm } from '@hospital/web/parts/password-form'
import styles from '@/own/own.module.css'

export const metadata: Metadata = { title: '修改密码' }

export default function PasswordPage() {
  return (
    <>
      <h1>修改密码</h1>
      <section className={styles.card} aria-label="修改密码">
        <PasswordForm document={ChangeStaffPasswordDocument} />
      </section>
    </>
  )
}
