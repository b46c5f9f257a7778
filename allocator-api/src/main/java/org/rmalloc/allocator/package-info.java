// SPDX-License-Identifier: Apache-2.0
/**
 * The SPI: what an allocator is, what it promises, and how it is found.
 *
 * <p>An allocator's module depends on this one alone. A provider is named in {@code
 * META-INF/services/org.rmalloc.allocator.AllocatorProvider} and found by {@link
 * java.util.ServiceLoader}.
 */
package org.rmalloc.allocator;
