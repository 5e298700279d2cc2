export { HeldLease, type Lease } from './lease.js';
export { Leases, type OpenLeases } from './leases.js';
