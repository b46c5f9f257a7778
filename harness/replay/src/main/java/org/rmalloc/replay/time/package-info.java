/**
 * The time pass: one forked virtual machine for each allocator, with a plain heap, an unchecked
 * allocator and nothing else in it.
 */
package org.rmalloc.replay.time;
