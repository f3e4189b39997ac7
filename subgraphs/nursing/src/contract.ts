import { pagesOf } from '@hospital/subgraph/contract'

/** What third parties may read of nursing: the price list of care at home. */
export const contract = [
  'Query.homecareItems', 'Query.homecareItem',
  'HomecareItem.id', 'HomecareItem.name', 'HomecareItem.category', 'HomecareItem.summary', 'HomecareItem.priceFen', 'HomecareItem.durationMinutes', 'HomecareItem.enabled',
  ...pagesOf('HomecareItem'),
]
