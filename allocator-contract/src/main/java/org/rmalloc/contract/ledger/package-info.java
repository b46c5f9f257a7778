// SPDX-License-Identifier: Apache-2.0
/**
 * The ledger: what lies where in a heap, kept from the placements that an allocator reports, so
 * that figures at every operation need no walk. Shares nothing with any allocator.
 */
package org.rmalloc.contract.ledger;
