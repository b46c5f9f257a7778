/**
 * The ledger: what lies where in a heap, kept from what the allocator tells its listener, so that
 * figures at every operation need no walk. Shares nothing with any allocator.
 */
package org.rmalloc.replay.ledger;
