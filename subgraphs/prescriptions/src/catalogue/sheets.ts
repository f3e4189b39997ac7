import type { ExportList } from '@hospital/sheets/export'
import type { PrescriptionsContext } from '../context.ts'
import { listDrugs, type DrugRow } from './drug.ts'
import type { DrugFilter } from './drug.types.ts'
import { listSuppliers, type SupplierRow } from './supplier.ts'
import type { SupplierFilter } from './supplier.types.ts'

const IN_SERVICE = (enabled: boolean) => (enabled ? '启用' : '停用')

/** Its headings are those that an import takes. */
export const drugs: ExportList<PrescriptionsContext, DrugRow, DrugFilter & { search?: string }> = {
  columns: [
    { key: 'name', title: '药品名称', width: 28, value: ({ name }) => name },
    { key: 'code', title: '药品编码', value: ({ code }) => code },
    { key: 'specification', title: '规格', width: 24, value: ({ specification }) => specification },
    { key: 'form', title: '剂型', value: ({ form }) => form },
    { key: 'unit', title: '包装单位', width: 10, value: ({ packUnit }) => packUnit },
    { key: 'price', title: '零售价', width: 12, value: ({ priceFen }) => (priceFen === null ? null : priceFen / 100) },
    { key: 'manufacturer', title: '生产企业', width: 28, value: ({ manufacturer }) => manufacturer },
    { key: 'approval', title: '批准文号', width: 20, value: ({ approvalNumber }) => approvalNumber },
    { key: 'controlled', title: '特殊管理', width: 10, value: ({ controlled }) => controlled },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => IN_SERVICE(enabled) },
  ],
  page: listDrugs,
}

export const suppliers: ExportList<PrescriptionsContext, SupplierRow, SupplierFilter> = {
  columns: [
    { key: 'name', title: '药企', width: 32, value: ({ name }) => name },
    { key: 'code', title: '编码', value: ({ code }) => code },
    { key: 'licence', title: '经营许可证号', width: 24, value: ({ licenceNumber }) => licenceNumber },
    { key: 'contact', title: '联系人', value: ({ contact }) => contact },
    { key: 'phone', title: '电话', value: ({ phone }) => phone },
    { key: 'address', title: '地址', width: 40, value: ({ address }) => address },
    { key: 'enabled', title: '状态', width: 8, value: ({ enabled }) => IN_SERVICE(enabled) },
  ],
  page: listSuppliers,
}
