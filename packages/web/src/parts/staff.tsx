'use client'

import { createContext, useContext, type ReactNode } from 'react'
import type { Permission } from '@hospital/access/permissions'

/** The signed-in member of staff, as every page of an app for staff may know them. */
export interface Staff {
  id: string
  name: string
  kind: string
  permissions: string[]
  /** The branch whose content this person keeps; left out for whoever keeps the whole hospital. */
  branchId?: string
}

const StaffContext = createContext<Staff | null>(null)

export function StaffProvider({ staff, children }: { staff: Staff; children: ReactNode }) {
  return <StaffContext value={staff}>{children}</StaffContext>
}

export function useStaff(): Staff {
  const staff = useContext(StaffContext)
  if (!staff) throw new Error('no signed-in staff above this component')
  return staff
}

/** Whether to show a way in. What may really be done is decided by the graph, each time. */
export function useMay(permission: Permission): boolean {
  return useStaff().permissions.includes(permission)
}
