import type { Metadata } from 'next'
import { PasswordForm } from '@hospital/web/parts/password-form'
import { Page } from '@/frame/page'
import { ChangeStaffPasswordDocument } from '@/graphql/graphql'
import styles from '@/own/own.module.css'

export const metadata: Metadata = { title: '修改密码' }

export default function PasswordPage() {
  return (
    <Page title="修改密码" hint="修改后，其他设备上的登录会退出">
      <section className={styles.card} aria-label="修改密码">
        <PasswordForm document={ChangeStaffPasswordDocument} />
      </section>
    </Page>
  )
}
