// SPDX-License-Identifier: Apache-2.0
/**
 * The one judge of the allocator contract: every call, the heap after it, what blocks hold, and
 * what a second allocator makes of the same calls. The contract suite and {@code check} both make
 * their calls through {@link org.rmalloc.contract.ContractCheckingClient}, so neither sees a fault
 * that the other does not. Nothing here shares code with an allocator.
 *
 * <p>By number, as messages have it:
 *
 * <ol>
 *   <li value="1">A malloc succeeds exactly up to the largest free request, a resize to no more
 *                 always; an aligned malloc up to that less the {@linkplain
 *                 org.rmalloc.allocator.Allocator#roomFor room} for its alignment, and at times
 *                 beyond.
 *   <li>Relief makes room for exactly maxmem.
 *   <li>A request that fails changes nothing.
 *   <li>A locked block stays where it is; only a resize and a compaction move others; an address is
 *       the one that the listener was notified of.
 *   <li>The walk tiles the heap, neighbouring tiles of one kind coalesced; it shows the live blocks
 *       and the ledger's free tiles; what is unclaimed lies in one free tile.
 *   <li>Probes and walks count nothing and change nothing.
 *   <li>Every call returns.
 *   <li>A compaction keeps to its budget, and reports what it did.
 *   <li>The same calls come to the same, checked or not, listener or not.
 *   <li>Misuse is refused, and changes nothing.
 *   <li>Once all is freed, requests as large as at first can be met; not asked of every allocator.
 *   <li>The address of an aligned block is a multiple of its alignment, after every call.
 * </ol>
 *
 * <p>In messages C1 to C12, with the rule in a few words behind; L1 to L4 are the {@linkplain
 * org.rmalloc.contract.ledger.HeapLedger ledger's}.
 */
package org.rmalloc.contract;
