'use client'

import { DatePicker, Segmented, Select, Space } from 'antd'
import dayjs from 'dayjs'
import type { IncomePeriod } from '@/graphql/graphql'
import { DepartmentField, DoctorField, useInstitutions } from '@/orders/lookups'
import { optionsOf, orderKinds, paymentMethods } from '@/orders/words'
import { ExportButton } from '@/table/export-button'
import { filterOf, type Asked } from './asked'
import figures from '@/figures/figures.module.css'
import styles from './income.module.css'

/** Each change is asked for at once; the end may be open no more than the beginning. */
export function IncomeFilters({ asked, onAsk }: { asked: Asked; onAsk(asked: Asked): void }) {
  const institutions = useInstitutions()
  return (
    <div className={figures.filters} role="search">
      <Space wrap>
        <DatePicker.RangePicker aria-label="入账日期" allowClear={false} value={[dayjs(asked.from), dayjs(asked.to)]} onChange={(days) => days?.[0] && days[1] && onAsk({ ...asked, from: days[0].format('YYYY-MM-DD'), to: days[1].format('YYYY-MM-DD') })} />
        <Segmented<IncomePeriod> aria-label="统计周期" value={asked.period} options={[{ value: 'DAY', label: '按日' }, { value: 'MONTH', label: '按月' }]} onChange={(period) => onAsk({ ...asked, period })} />
        <Select aria-label="业务" allowClear placeholder="全部业务" className={styles.choice} value={asked.kind} options={optionsOf(orderKinds)} onChange={(kind?: string) => onAsk({ ...asked, kind })} />
        <Select aria-label="机构" allowClear placeholder="全部机构" className={styles.choice} value={asked.institution} options={institutions} onChange={(institution?: string) => onAsk({ ...asked, institution })} />
        <label className={styles.lookup}>科室<DepartmentField value={asked.department} onChange={(department) => onAsk({ ...asked, department })} /></label>
        <label className={styles.lookup}>医生<DoctorField value={asked.doctor} onChange={(doctor) => onAsk({ ...asked, doctor })} /></label>
        <Select aria-label="支付方式" allowClear placeholder="全部支付方式" className={styles.choice} value={asked.method} options={optionsOf(paymentMethods)} onChange={(method?: string) => onAsk({ ...asked, method })} />
        <ExportButton noun="收入报表" ask={{ list: 'income', filter: filterOf(asked), columns: [] }} />
      </Space>
    </div>
  )
}
